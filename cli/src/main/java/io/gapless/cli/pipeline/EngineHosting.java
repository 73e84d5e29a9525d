package io.gapless.cli.pipeline;

import io.gapless.cli.options.ConnectionOptions;
import io.gapless.enricher.plan.EnrichProcess;
import io.gapless.enricher.plan.MissingSet;
import io.gapless.gates.Gates;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.rebuild.CompletedJobs;
import io.gapless.gates.rebuild.GateWatch;
import io.gapless.gates.rebuild.MarketEvents;
import io.gapless.gates.rebuild.RebuildProcess;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.planner.Hosting;
import io.gapless.planner.Serving;
import io.gapless.processes.Namespace;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What the engine of a planner runs besides backfills: enrichments, and the rebuilds of markets.
final class EngineHosting {

  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(4);

  private EngineHosting() {}

  /// @param tables asked for when it is needed
  /// @param kafka client properties
  /// @param http where processes are served; empty: nowhere
  static Hosting of(ConnectionOptions options, Supplier<ClickHouse> tables,
      Map<String, Object> kafka, RecordSerdes serdes, Optional<Serving> http,
      InstantSource clock) {
    var events = new MarketEvents(serdes, options.topics(), clock);
    var warehouse = new Warehouse(tables, Limits.USUAL);
    var gates = options.gates();
    List<Namespace> namespaces = List.of(
        new RebuildProcess(warehouse, DerivationRules.USUAL, gates, options.data(), events, clock)
            .namespace(),
        new GateWatch(new Gates(warehouse, DerivationRules.USUAL, gates, clock),
            Limits.USUAL.patience(), events, clock).namespace(),
        new EnrichProcess(new MissingSet(tables, LONGEST_QUESTION), kafka, serdes,
            options.topics(), clock).namespace());
    return new Hosting(namespaces,
        processes -> new RebuildStarter(new CompletedJobs(processes)), http);
  }
}
