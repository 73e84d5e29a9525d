package io.gapless.planner.job;

import io.gapless.schemas.record.Job;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids of jobs: a digest of what a job covers and how well, so that asking for the same again finds
/// the same job. How it is cut and how often a leaf is tried do not count.
///
/// ```
/// gapless job 1
/// chain evm-1
/// datasets erc20_transfers,erc721_transfers      sorted
/// contracts 0xdac1…,0xa0b8…                      sorted, lower case; empty: all
/// parties 0x4d97…                                sorted, lower case; no line where there are none
/// range 100..200
/// verify HEAD
/// corroborate false
/// ```
final class JobIds {

  private static final int BYTES = 8;

  private JobIds() {}

  /// The first 16 hex digits of the SHA-256 of the job's canonical form.
  static String of(Job job) {
    String canonical = "gapless job 1\n"
        + "chain " + job.getChain() + "\n"
        + "datasets " + String.join(",", job.getDatasets()) + "\n"
        + "contracts " + String.join(",", job.getContracts()) + "\n"
        + (job.getParties().isEmpty()
            ? ""
            : "parties " + String.join(",", job.getParties()) + "\n")
        + "range " + job.getFirst() + ".." + job.getLast() + "\n"
        + "verify " + job.getVerify() + "\n"
        + "corroborate " + job.getCorroborate() + "\n";
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
