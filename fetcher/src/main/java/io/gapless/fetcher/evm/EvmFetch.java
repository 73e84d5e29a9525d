package io.gapless.fetcher.evm;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.fetcher.evm.records.LogDecoders;
import io.gapless.fetcher.evm.records.LogRecords;
import io.gapless.fetcher.evm.records.WantedLogs;
import io.gapless.fetcher.evm.verify.CompiledFilter;
import io.gapless.fetcher.evm.verify.Distrust;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.WindowSizes;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.fetcher.leaf.LeafOutcome;
import io.gapless.fetcher.leaf.Patience;
import io.gapless.fetcher.leaf.RowVersion;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Fetches a leaf of an EVM chain: its logs, as records of the datasets that they belong to.
public final class EvmFetch implements WorkFetch<RangeWork, RangeOutcome> {

  private final ChainAccess access;
  private final Map<String, DatasetOutput> outputs;
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
    this.outputs = DatasetOutput.of(LogDecoders.datasets(), topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
  }

  @Override
  public FetchedWork<RangeWork, RangeOutcome> fetch(RangeWork work, long maxBytes)
      throws InterruptedException {
    var started = clock.instant();
    var outcome = new LeafOutcome(work, workerId, started, clock);
    CompiledFilter filter;
    try {
      filter = CompiledFilter.of(WantedLogs.of(work));
    } catch (IllegalArgumentException e) {
      return outcome.failed("the work cannot be understood: " + e.getMessage(), List.of(),
          List.of());
    }
    var distrust = new Distrust(distrusted(work));
    var evidence = new ArrayList<Evidence>();
    while (true) {
      var logs = new LogRecords(work, outputs, RowVersion.of(work, started), started, maxBytes);
      var walk = new LeafWalk(access, work, filter, logs, distrust);
      var end = walk.walk(maxBytes);
      evidence.addAll(walk.evidence());
      switch (end) {
        case LeafWalk.Stuck(String reason) -> {
          return outcome.failed(reason, distrust.found(), all(evidence, distrust));
        }
        case LeafWalk.Arrived(long last) -> {
          // an endpoint that is found out late leaves windows behind that rest on its word
          if (!walk.restsOnDistrusted()) {
            return outcome.covered(logs.leaf(), walk.shown(last), distrust.found(),
                all(evidence, distrust));
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

  private static List<Evidence> all(List<Evidence> evidence, Distrust distrust) {
    return Stream.concat(evidence.stream(), distrust.evidence().stream()).toList();
  }
}
