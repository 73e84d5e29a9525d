package io.gapless.cli.demo;

import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.List;

/// Nodes over a simulated chain, until they are closed.
interface SimulatedNodes extends AutoCloseable {

  /// What they are, in a sentence or two for the user.
  String introduction();

  /// The backfill of the whole chain.
  BackfillRequest request();

  /// Compares the tables with the chain; they are read as they are, not through what coverage says.
  List<TruthCheck> compare(ClickHouse tables);

  /// A question to the tables that shows what is in them.
  String sql();

  /// A topic to look into, without its prefix.
  String topic();

  @Override
  void close();
}
