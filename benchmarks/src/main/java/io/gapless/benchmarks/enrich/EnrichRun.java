package io.gapless.benchmarks.enrich;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.TopicReader;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.sink.SinkLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// What it took to enrich all that is wanted with a node that has no limits.
///
/// @param committed from the first work published to the last record committed
/// @param inTable from the first work published to the last row in the table
/// @param requests HTTP requests that the node answered
/// @param calls in them
/// @param blocks asked for whole
/// @param loadBefore the machine's load average when the run began
record EnrichRun(Cost committed, Cost inTable, long requests, long calls, long blocks,
    double loadBefore) {

  private static final String DATASET = "transaction_enrichment";
  /// Time that nothing on one machine should need.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /// Enriches into the empty tables.
  ///
  /// @throws BenchmarkFailedException if not every row is there in the end
  static EnrichRun measure(Servers servers, WantedChain chain, EvmSimulator node, String prefix)
      throws InterruptedException {
    double load = Machine.loadAverage();
    servers.emptyTables();
    try (var enrichers = new Enrichers(servers, chain, prefix)) {
      var sink = enrichers.startSink();
      enrichers.start(node.url(), true);
      return measure(servers, chain, node, enrichers, sink, load);
    } finally {
      servers.deleteTopics(prefix);
    }
  }

  private static EnrichRun measure(Servers servers, WantedChain chain, EvmSimulator node,
      Enrichers enrichers, SinkLoop sink, double load) throws InterruptedException {
    long wanted = chain.wanted().size();
    var table = Datasets.all().named(DATASET).table();
    var outcomes = new ArrayList<EnrichmentOutcome>();
    long requestsBefore = node.stats().requests();
    try (var reader = new TopicReader<>(servers, enrichers.topics().enrichments(),
        EnrichmentOutcome.class)) {
      var stopwatch = Stopwatch.start();
      enrichers.publish();
      enrichers.await("the last record", PATIENCE, () -> {
        outcomes.addAll(reader.poll());
        return sum(outcomes, EnrichRun::decided) >= wanted;
      });
      var committed = stopwatch.cost();
      // the sink counts rows of other tables too
      enrichers.await("the last row", PATIENCE,
          () -> sink.counts().rows() >= wanted && servers.rows(table) >= wanted);
      var inTable = stopwatch.cost();
      require("found", sum(outcomes, EnrichmentOutcome::getFound), wanted);
      require("in the table", servers.rows(table), wanted);
      return new EnrichRun(committed, inTable, node.stats().requests() - requestsBefore,
          sum(outcomes, EnrichmentOutcome::getCalls), sum(outcomes, EnrichmentOutcome::getBlocks),
          load);
    }
  }

  private static long decided(EnrichmentOutcome outcome) {
    return outcome.getFound() + outcome.getAbsent().size() + outcome.getFailed().size();
  }

  private static long sum(List<EnrichmentOutcome> outcomes,
      ToLongFunction<EnrichmentOutcome> figure) {
    return outcomes.stream().mapToLong(figure).sum();
  }

  private static void require(String what, long transactions, long wanted) {
    if (transactions != wanted) {
      throw new BenchmarkFailedException(
          transactions + " transactions are " + what + ", not the " + wanted + " wanted");
    }
  }
}
