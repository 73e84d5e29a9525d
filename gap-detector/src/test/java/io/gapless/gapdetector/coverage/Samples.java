package io.gapless.gapdetector.coverage;

import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.FindingKind;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Records of a job of blocks 0 to 99, two days of 50.
public final class Samples {

  public static final String JOB = "job";

  private Samples() {}

  public static Job job(String request, JobState state) {
    return Job.newBuilder().setJobId(JOB).setRequestId(request).setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(0).setLast(99)
        .setFirstDay(19_723)
        .setDays(List.of(new JobDay(0, 0L, 49L), new JobDay(1, 50L, 99L)))
        .setVerify(Verdict.HEAD).setMaxAttempts(3).setState(state).setReason("")
        .setPlannedThrough(99).setWorks(10).setSubmittedAt(Instant.EPOCH)
        .setUpdatedAt(Instant.EPOCH).build();
  }

  public static RangeWork work(long first, long last, int attempt) {
    return RangeWork.newBuilder().setJobId(JOB).setNumber(first / 10).setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(first)
        .setLast(last).setDayIdx((int) (first / 50)).setAttempt(attempt)
        .setCause(WorkCause.PLANNED).setVerify(Verdict.HEAD).setCorroborate(false)
        .setMinVersion(0).setCreatedAt(Instant.EPOCH).build();
  }

  /// A row a block.
  public static RangeOutcome covered(long first, long last, long version) {
    return outcome(first, last, version).setCovered(true).setVerdict(Verdict.HEAD)
        .setRowCounts(Map.of("erc20_transfers", last - first + 1)).build();
  }

  public static RangeOutcome cut(long first, long last, long restLast, long version) {
    return RangeOutcome.newBuilder(covered(first, last, version)).setRestLast(restLast).build();
  }

  public static RangeOutcome failed(long first, long last, int attempt, long version) {
    return outcome(first, last, version).setAttempt(attempt).setReason("timed out").build();
  }

  private static RangeOutcome.Builder outcome(long first, long last, long version) {
    return RangeOutcome.newBuilder().setJobId(JOB).setChain("evm-1").setFirst(first).setLast(last)
        .setDayIdx((int) (first / 50)).setWorkNumber(first / 10).setAttempt(1).setCovered(false)
        .setReason("").setVerdict(Verdict.NONE).setCorroborated(false).setRowCounts(Map.of())
        .setDigests(Map.of()).setSegments(List.of()).setFirstParentHash(ByteBuffer.allocate(0))
        .setLastHash(ByteBuffer.allocate(0))
        .setOffsets(Map.of("gapless.transfers.erc20-0", version)).setRequests(2).setRetries(1)
        .setWorkerId("host-fetcher-0").setStartedAt(Instant.EPOCH)
        .setCompletedAt(Instant.EPOCH).setVersion(version).setCreatedAt(Instant.EPOCH)
        .setIsDeleted(false);
  }

  public static Finding passed(long coverageVersion, long at) {
    return finding(FindingKind.PASSED, "r1", coverageVersion).setFoundAt(Instant.ofEpochMilli(at))
        .build();
  }

  public static Finding readBack(String request, long coverageVersion, long rows,
      Long... different) {
    return finding(FindingKind.READ_BACK, request, coverageVersion)
        .setRows(Map.of("erc20_transfers", rows))
        .setDifferent(List.of(different).stream()
            .map(first -> new DifferentLeaf(first, first + 9, "a row is gone", 0L)).toList())
        .build();
  }

  /// Leaves of ten blocks that somebody wants to have fetched again.
  public static Finding audited(long minVersion, Long... firsts) {
    return finding(FindingKind.AUDITED, "whoever asked", -1).setFoundAt(Instant.ofEpochMilli(77))
        .setDifferent(List.of(firsts).stream()
            .map(first -> new DifferentLeaf(first, first + 9, "a row is gone", minVersion))
            .toList())
        .build();
  }

  /// A covered leaf in two parts that an endpoint each answered, without proof.
  public static RangeOutcome coveredBy(long first, long version, String one, String other) {
    return RangeOutcome.newBuilder(covered(first, first + 9, version))
        .setSegments(List.of(segment(first, first + 4, one), segment(first + 5, first + 9, other)))
        .setSpotChecks(2).setSpotUnproven(1).build();
  }

  public static Segment segment(long first, long last, String endpoint) {
    return new Segment(first, last, endpoint, 1000L, Verdict.HEAD, "");
  }

  private static Finding.Builder finding(FindingKind kind, String request, long coverageVersion) {
    return Finding.newBuilder().setJobId(JOB).setKind(kind).setRequestId(request)
        .setCoverageVersion(coverageVersion).setRows(Map.of()).setDifferent(List.of())
        .setFoundAt(Instant.EPOCH);
  }
}
