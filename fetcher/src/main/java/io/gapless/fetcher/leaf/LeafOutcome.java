package io.gapless.fetcher.leaf;

import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is told of a leaf when its fetch has ended.
public final class LeafOutcome {

  private final RangeWork work;
  private final String workerId;
  private final Instant started;
  private final InstantSource clock;

  public LeafOutcome(RangeWork work, String workerId, Instant started, InstantSource clock) {
    this.work = work;
    this.workerId = workerId;
    this.started = started;
    this.clock = clock;
  }

  /// The leaf was fetched as far as `shown` goes; what is left of it is a leaf of its own.
  ///
  /// @param distrusted endpoints that a proof showed to be wrong
  public FetchedWork<RangeWork, RangeOutcome> covered(LeafRecords leaf, Shown shown,
      List<String> distrusted,
      Collection<Evidence> evidence) {
    var ended = clock.instant();
    var outcome = RangeOutcome.newBuilder().setJobId(work.getJobId()).setChain(work.getChain())
        .setFirst(work.getFirst()).setLast(shown.last())
        .setRestLast(shown.last() < work.getLast() ? work.getLast() : null)
        .setDayIdx(work.getDayIdx()).setWorkNumber(work.getNumber())
        .setAttempt(work.getAttempt()).setCovered(true).setReason("")
        .setVerdict(shown.segments().verdict()).setCorroborated(shown.segments().isCorroborated())
        .setRowCounts(leaf.rowCounts()).setDigests(leaf.digests())
        .setSegments(shown.segments().list())
        .setFirstParentHash(ByteBuffer.wrap(shown.firstParentHash()))
        .setLastHash(ByteBuffer.wrap(shown.lastHash())).setOffsets(Map.of())
        .setSpotChecks(shown.spotChecks()).setSpotUnproven(shown.spotUnproven())
        .setDistrusted(distrusted).setRequests(shown.requests()).setRetries(shown.retries())
        .setWorkerId(workerId).setStartedAt(started).setCompletedAt(ended)
        .setVersion(RowVersion.of(work, started)).setCreatedAt(ended).setIsDeleted(false).build();
    return new FetchedWork<>(leaf.records(), outcome, rest(shown.last()), letters(evidence),
        leaf.bytes());
  }

  /// Nothing of the leaf counts.
  ///
  /// @param reason what stood in the way, in one line, without secrets
  /// @param distrusted endpoints that a proof showed to be wrong
  public FetchedWork<RangeWork, RangeOutcome> failed(String reason, List<String> distrusted,
      Collection<Evidence> evidence) {
    var outcome = FailedOutcome.of(work, workerId, reason, started, clock.instant());
    outcome.setDistrusted(distrusted);
    return new FetchedWork<>(List.of(), outcome, Optional.empty(), letters(evidence), 0);
  }

  private List<DeadLetter> letters(Collection<Evidence> evidence) {
    return evidence.stream().map(one -> one.letter(workerId, clock.instant())).toList();
  }

  private Optional<RangeWork> rest(long last) {
    return last == work.getLast()
        ? Optional.empty()
        : Optional.of(RangeWork.newBuilder(work).setFirst(last + 1).setCause(WorkCause.CUT)
            .setCreatedAt(clock.instant()).build());
  }
}
