package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.TopicReader;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// See [io.gapless.benchmarks.measure.Stage#PRODUCE].
final class ProduceStage {

  private ProduceStage() {}

  static Cost measure(Servers servers, Node node, String prefix, List<RangeWork> works)
      throws InterruptedException {
    try (var pipeline = new Pipeline(servers, node, prefix)) {
      pipeline.startFetchers();
      pipeline.awaitMembers(true);
      return measure(servers, node, pipeline, works);
    }
  }

  private static Cost measure(Servers servers, Node node, Pipeline pipeline,
      List<RangeWork> works) throws InterruptedException {
    try (var coverage = new TopicReader<>(servers, pipeline.topics().coverage(),
        RangeOutcome.class)) {
      var rows = new AtomicLong();
      var stopwatch = Stopwatch.start();
      servers.publish(pipeline.topics().work(node.chain()), new RangeKind(), works);
      pipeline.await("the last record", WholeRun.PATIENCE, () -> {
        coverage.poll().forEach(outcome -> rows.addAndGet(Rows.of(outcome)));
        return rows.get() >= Rows.of(node);
      });
      return stopwatch.cost();
    }
  }
}
