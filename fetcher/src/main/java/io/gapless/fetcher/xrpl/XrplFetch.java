package io.gapless.fetcher.xrpl;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafOutcome;
import io.gapless.fetcher.leaf.LeafRecords;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Fetches a leaf of the XRP Ledger: its ledgers and payments, each ledger proven.
public final class XrplFetch implements WorkFetch<RangeWork, RangeOutcome> {

  private final EndpointPool<XrplClient> pool;
  private final Map<String, DatasetOutput> outputs;
  private final String workerId;
  private final InstantSource clock;
  private final Duration patience;
  private final Pace pace;

  /// Registers the datasets' schemas.
  ///
  /// @param patience how long a leaf goes without a usable answer before it is given up
  /// @param delay wait between two requests of this fetcher
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public XrplFetch(EndpointPool<XrplClient> pool, Topics topics, RecordSerdes serdes,
      String workerId, InstantSource clock, Duration patience, Duration delay) {
    this.pool = pool;
    this.outputs = DatasetOutput.of(LedgerRecords.DATASETS, topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
    this.patience = patience;
    this.pace = new Pace(delay);
  }

  @Override
  public FetchedWork<RangeWork, RangeOutcome> fetch(RangeWork work, long maxBytes)
      throws InterruptedException {
    var started = clock.instant();
    var outcome = new LeafOutcome(work, workerId, started, clock);
    for (var dataset : work.getDatasets()) {
      if (!outputs.containsKey(dataset)) {
        return outcome.failed("the work cannot be understood: the XRP Ledger has no records of "
            + dataset, List.of(), List.of());
      }
    }
    var asker = new LedgerAsker(pool, pace, new Patience(clock, patience));
    var barred = new HashSet<Endpoint>();
    while (true) {
      var leaf = new LeafRecords(work.getChain(), work.getJobId(), outputs, work.getDatasets(),
          RowVersion.of(work, started), started);
      var walk = new LedgerWalk(asker, work, leaf, barred);
      switch (walk.walk(maxBytes)) {
        case LedgerWalk.Arrived(long last) -> {
          return outcome.covered(leaf, walk.shown(last), List.of(), asker.evidence());
        }
        case LedgerWalk.Stuck(String reason) -> {
          return outcome.failed(reason, List.of(), asker.evidence());
        }
        case LedgerWalk.Astray(Endpoint endpoint, String reason) -> {
          barred.add(endpoint);
          if (barred.containsAll(pool.endpoints())) {
            return outcome.failed(reason, List.of(), asker.evidence());
          }
        }
      }
    }
  }
}
