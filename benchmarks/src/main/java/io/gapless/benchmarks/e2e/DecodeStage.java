package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Parallel;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.topic.Topics;
import java.util.List;
import java.util.Map;

/// See [io.gapless.benchmarks.measure.Stage#DECODE].
final class DecodeStage {

  private DecodeStage() {}

  static Cost measure(Servers servers, Node node, String prefix, List<RangeWork> works)
      throws InterruptedException {
    try (var clients = node.connect()) {
      var fetch = clients.fetch(new Topics(prefix, Map.of(), (short) -1), servers.serdes(),
          "bench-decode");
      var stopwatch = Stopwatch.start();
      var rows = Parallel.map(works,
          work -> () -> Rows.of(fetch.fetch(work, Long.MAX_VALUE).outcome()));
      var cost = stopwatch.cost();
      long decoded = rows.stream().mapToLong(Long::longValue).sum();
      if (decoded != Rows.of(node)) {
        throw new BenchmarkFailedException("decoded " + decoded + " of " + Rows.of(node) + " rows");
      }
      return cost;
    }
  }
}
