package io.gapless.fetcher.evm;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.LogFilter;
import io.gapless.fetcher.work.FailedOutcome;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.RowVersion;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fetches a leaf of an EVM chain: its logs, as records of the datasets that they belong to.
public final class EvmFetch implements WorkFetch {

  private final EndpointPool<EvmClient> pool;
  private final Map<String, LogOutput> outputs;
  private final WindowSizes windows = new WindowSizes();
  private final String workerId;
  private final InstantSource clock;
  private final Duration patience;

  /// Registers the datasets' schemas.
  ///
  /// @param patience how long a leaf goes without a usable answer before it is given up
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public EvmFetch(EndpointPool<EvmClient> pool, Topics topics, RecordSerdes serdes,
      String workerId, InstantSource clock, Duration patience) {
    this.pool = pool;
    this.outputs = LogOutput.all(topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public FetchedWork fetch(RangeWork work, long maxBytes) throws InterruptedException {
    var started = clock.instant();
    LogFilter filter;
    try {
      filter = LogFilter.events(work.getContracts().stream().map(Address::of).toList(),
          LogDecoders.topic0(work.getDatasets()));
    } catch (IllegalArgumentException e) {
      return failed(work, "the work cannot be understood: " + e.getMessage(), started, List.of());
    }
    var leaf = new LeafRecords(work, outputs, RowVersion.of(work, started), started,
        maxBytes);
    var walk = new LeafWalk(pool, windows, filter, leaf, workerId, clock, patience);
    return switch (walk.walk(work.getFirst(), work.getLast(), maxBytes)) {
      case LeafWalk.Stuck(String reason) -> failed(work, reason, started, walk.evidence());
      case LeafWalk.Arrived(long last) -> new FetchedWork(leaf.records(),
          covered(work, last, leaf, walk, started), rest(work, last), walk.evidence(),
          leaf.bytes());
    };
  }

  private FetchedWork failed(RangeWork work, String reason, Instant started,
      List<DeadLetter> evidence) {
    return new FetchedWork(List.of(),
        FailedOutcome.of(work, workerId, reason, started, clock.instant()), Optional.empty(),
        evidence, 0);
  }

  private RangeOutcome covered(RangeWork work, long last, LeafRecords leaf, LeafWalk walk,
      Instant started) {
    var ended = clock.instant();
    return RangeOutcome.newBuilder().setJobId(work.getJobId()).setChain(work.getChain())
        .setFirst(work.getFirst()).setLast(last)
        .setRestLast(last < work.getLast() ? work.getLast() : null).setDayIdx(work.getDayIdx())
        .setWorkNumber(work.getNumber()).setAttempt(work.getAttempt()).setCovered(true)
        .setReason("").setVerdict(Verdict.HEAD).setCorroborated(false)
        .setRowCounts(leaf.rowCounts()).setDigests(leaf.digests()).setSegments(walk.segments())
        .setFirstParentHash(ByteBuffer.allocate(0)).setLastHash(ByteBuffer.wrap(walk.lastHash()))
        .setOffsets(Map.of()).setRequests(walk.requests()).setRetries(walk.retries())
        .setWorkerId(workerId).setStartedAt(started).setCompletedAt(ended)
        .setVersion(RowVersion.of(work, started)).setCreatedAt(ended).setIsDeleted(false).build();
  }

  /// What is left of a leaf that outgrew its share: a leaf of its own.
  private Optional<RangeWork> rest(RangeWork work, long last) {
    return last == work.getLast()
        ? Optional.empty()
        : Optional.of(RangeWork.newBuilder(work).setFirst(last + 1).setCause(WorkCause.CUT)
            .setCreatedAt(clock.instant()).build());
  }
}
