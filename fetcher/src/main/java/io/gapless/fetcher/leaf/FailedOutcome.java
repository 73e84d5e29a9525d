package io.gapless.fetcher.leaf;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The outcome of a work that was not possible: a reason, and never a zero.
final class FailedOutcome {

  private static final ByteBuffer NOT_ASKED = ByteBuffer.allocate(0);

  private FailedOutcome() {}

  /// An outcome that covers nothing.
  ///
  /// @param reason what stood in the way, in one line, without secrets
  static RangeOutcome of(RangeWork work, String workerId, String reason, Instant started,
      Instant ended) {
    return RangeOutcome.newBuilder().setJobId(work.getJobId()).setChain(work.getChain())
        .setFirst(work.getFirst()).setLast(work.getLast()).setDayIdx(work.getDayIdx())
        .setWorkNumber(work.getNumber()).setAttempt(work.getAttempt()).setCovered(false)
        .setReason(reason).setVerdict(Verdict.NONE).setCorroborated(false)
        .setRowCounts(Map.of()).setDigests(Map.of()).setSegments(List.of())
        .setFirstParentHash(NOT_ASKED).setLastHash(NOT_ASKED).setOffsets(Map.of()).setRequests(0)
        .setRetries(0).setWorkerId(workerId).setStartedAt(started).setCompletedAt(ended)
        .setVersion(RowVersion.of(work, started)).setCreatedAt(ended).setIsDeleted(false).build();
  }
}
