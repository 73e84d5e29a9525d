package io.gapless.fetcher.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.fetcher.evm.records.LeafRecords;
import io.gapless.fetcher.evm.records.LogDecoders;
import io.gapless.fetcher.evm.records.LogOutput;
import io.gapless.fetcher.evm.verify.CompiledFilter;
import io.gapless.fetcher.evm.verify.Distrust;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.Evidence;
import io.gapless.fetcher.evm.window.Patience;
import io.gapless.fetcher.evm.window.WindowSizes;
import io.gapless.fetcher.work.FailedOutcome;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.RowVersion;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Fetches a leaf of an EVM chain: its logs, as records of the datasets that they belong to.
public final class EvmFetch implements WorkFetch {

  private final ChainAccess access;
  private final Map<String, LogOutput> outputs;
  private final String workerId;
  private final InstantSource clock;
  /// By job; what one work finds out holds for the others.
  private final Map<String, Set<Endpoint>> distrusted = new ConcurrentHashMap<>();

  /// Registers the datasets' schemas.
  ///
  /// @param chain name of the chain, e.g. `evm-1`
  /// @param patience how long a leaf goes without a usable answer before it is given up
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public EvmFetch(EndpointPool<EvmClient> pool, String chain, Topics topics, RecordSerdes serdes,
      String workerId, InstantSource clock, Duration patience) {
    access = new ChainAccess(pool,
        BlockProof.of(Long.parseLong(chain.substring(chain.indexOf('-') + 1))),
        WindowSizes.ofLogs(), WindowSizes.ofReceipts(), () -> new Patience(clock, patience));
    this.outputs = LogOutput.all(topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
  }

  @Override
  public FetchedWork fetch(RangeWork work, long maxBytes) throws InterruptedException {
    var started = clock.instant();
    CompiledFilter filter;
    try {
      filter = CompiledFilter.of(
          LogFilter.events(work.getContracts().stream().map(Address::of).toList(),
              LogDecoders.topic0(work.getDatasets())));
    } catch (IllegalArgumentException e) {
      return failed(work, "the work cannot be understood: " + e.getMessage(), started,
          new Distrust(Set.of()), List.of());
    }
    var distrust = new Distrust(distrusted(work));
    var evidence = new ArrayList<Evidence>();
    while (true) {
      var leaf = new LeafRecords(work, outputs, RowVersion.of(work, started), started, maxBytes);
      var walk = new LeafWalk(access, work, filter, leaf, distrust);
      var end = walk.walk(maxBytes);
      evidence.addAll(walk.evidence());
      switch (end) {
        case LeafWalk.Stuck(String reason) -> {
          return failed(work, reason, started, distrust, evidence);
        }
        case LeafWalk.Arrived(long last) -> {
          // an endpoint that is found out late leaves windows behind that rest on its word
          if (!walk.restsOnDistrusted()) {
            return new FetchedWork(leaf.records(),
                covered(work, last, leaf, walk, distrust, started), rest(work, last),
                letters(distrust, evidence), leaf.bytes());
          }
        }
      }
    }
  }

  /// Those that the work names, and those found out here since.
  private Set<Endpoint> distrusted(RangeWork work) {
    var known = distrusted.computeIfAbsent(work.getJobId(), job -> ConcurrentHashMap.newKeySet());
    access.pool().endpoints().stream()
        .filter(endpoint -> work.getDistrusted().contains(endpoint.name())).forEach(known::add);
    return known;
  }

  private List<DeadLetter> letters(Distrust distrust, List<Evidence> evidence) {
    return Stream.concat(evidence.stream(), distrust.evidence().stream())
        .map(one -> DeadLetter.newBuilder().setSource(one.endpoint().name()).setPartition(0)
            .setOffset(one.range().first()).setKey(null)
            .setValue(ByteBuffer.wrap(one.answers().getBytes(UTF_8))).setReason(one.reason())
            .setWorkerId(workerId).setAt(clock.instant()).build())
        .toList();
  }

  private FetchedWork failed(RangeWork work, String reason, Instant started, Distrust distrust,
      List<Evidence> evidence) {
    var outcome = FailedOutcome.of(work, workerId, reason, started, clock.instant());
    outcome.setDistrusted(distrust.found());
    return new FetchedWork(List.of(), outcome, Optional.empty(), letters(distrust, evidence), 0);
  }

  private RangeOutcome covered(RangeWork work, long last, LeafRecords leaf, LeafWalk walk,
      Distrust distrust, Instant started) {
    var ended = clock.instant();
    return RangeOutcome.newBuilder().setJobId(work.getJobId()).setChain(work.getChain())
        .setFirst(work.getFirst()).setLast(last)
        .setRestLast(last < work.getLast() ? work.getLast() : null).setDayIdx(work.getDayIdx())
        .setWorkNumber(work.getNumber()).setAttempt(work.getAttempt()).setCovered(true)
        .setReason("").setVerdict(walk.verdict()).setCorroborated(walk.isCorroborated())
        .setRowCounts(leaf.rowCounts()).setDigests(leaf.digests()).setSegments(walk.segments())
        .setFirstParentHash(ByteBuffer.wrap(walk.firstParentHash()))
        .setLastHash(ByteBuffer.wrap(walk.lastHash()))
        .setOffsets(Map.of()).setSpotChecks(walk.spotChecks()).setSpotUnproven(walk.spotUnproven())
        .setDistrusted(distrust.found()).setRequests(walk.requests()).setRetries(walk.retries())
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
