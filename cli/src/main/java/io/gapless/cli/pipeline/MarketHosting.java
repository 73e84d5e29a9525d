package io.gapless.cli.pipeline;

import io.gapless.cli.options.ConnectionOptions;
import io.gapless.gates.Gates;
import io.gapless.gates.check.Gate;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the engine of a planner runs for markets.
final class MarketHosting {

  private MarketHosting() {}

  /// @param tables asked for when a market is judged or rebuilt
  /// @param gates that judge
  /// @param http where processes are served; empty: nowhere
  static Hosting of(ConnectionOptions options, Supplier<ClickHouse> tables, List<Gate> gates,
      RecordSerdes serdes, Optional<Serving> http, InstantSource clock) {
    var events = new MarketEvents(serdes, options.topics(), clock);
    var warehouse = new Warehouse(tables, Limits.USUAL);
    List<Namespace> namespaces = List.of(
        new RebuildProcess(warehouse, DerivationRules.USUAL, gates, options.data(), events, clock)
            .namespace(),
        new GateWatch(new Gates(warehouse, DerivationRules.USUAL, gates, clock),
            Limits.USUAL.patience(), events, clock).namespace());
    return new Hosting(namespaces,
        processes -> new RebuildStarter(new CompletedJobs(processes)), http);
  }
}
