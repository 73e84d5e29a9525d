package io.gapless.schemas.serde;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Outcomes to try the serdes with.
final class Outcomes {

  private Outcomes() {}

  static RangeOutcome covered() {
    var at = Instant.ofEpochMilli(1_000);
    return RangeOutcome.newBuilder().setJobId("j").setChain("evm-1").setFirst(1).setLast(9)
        .setDayIdx(0).setWorkNumber(3).setAttempt(1).setCovered(true).setReason("")
        .setVerdict(Verdict.HEAD).setCorroborated(false).setRowCounts(Map.of("erc20_transfers", 2L))
        .setDigests(Map.of("erc20_transfers", -3L))
        .setSegments(List.of(new Segment(1L, 9L, "host#1", 20L, Verdict.HEAD, "")))
        .setFirstParentHash(ByteBuffer.allocate(0)).setLastHash(ByteBuffer.wrap(new byte[32]))
        .setOffsets(Map.of("gapless.transfers.erc20-1", 7L)).setRequests(2).setRetries(0)
        .setWorkerId("w").setStartedAt(at).setCompletedAt(at).setVersion(1).setCreatedAt(at)
        .setIsDeleted(false).build();
  }
}
