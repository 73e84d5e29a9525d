package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.fetcher.evm.EvmFetch;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// See [Stage#DECODE].
final class DecodeStage {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private DecodeStage() {}

  static Cost measure(Servers servers, Node node, String prefix, List<RangeWork> works)
      throws InterruptedException {
    var fetch = new EvmFetch(node.pool(), works.getFirst().getChain(),
        new Topics(prefix, Map.of(), (short) -1), servers.serdes(), "bench-decode",
        InstantSource.system(), PATIENCE);
    var stopwatch = Stopwatch.start();
    var rows = Parallel.map(works, work -> () -> fetch.fetch(work, Long.MAX_VALUE).outcome()
        .getRowCounts().getOrDefault(Pipeline.DATASET, 0L));
    var cost = stopwatch.cost();
    long decoded = rows.stream().mapToLong(Long::longValue).sum();
    if (decoded != node.transfers()) {
      throw new BenchmarkFailedException("decoded " + decoded + " of " + node.transfers());
    }
    return cost;
  }
}
