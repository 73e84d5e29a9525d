package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.processes.Engines.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/// An engine that has lost its folder, and has its state again from the changelog.
final class RestoreLoad {

  private static final String PREFIX = "restore.";

  private RestoreLoad() {}

  /// How long engines took to start.
  ///
  /// @param changelogMegabytes size of the changelog
  /// @param warmMillis of one that has its state
  /// @param coldMillis of one that has none
  record Result(double changelogMegabytes, long warmMillis, long coldMillis) {

    long millisPer100Megabytes() {
      return Math.round((coldMillis - warmMillis) * 100 / changelogMegabytes);
    }
  }

  static Result measure(Engines engines, Servers servers, int megabytes)
      throws InterruptedException {
    try (var engine = engines.start(StateLoad.NAMESPACE, new Place(PREFIX, "warm", 0),
        new SimpleMeterRegistry())) {
      StateLoad.fill(engine.processes(), megabytes);
    }
    long warm = start(engines, "warm");
    long cold = start(engines, "cold");
    return new Result(StateLoad.changelogMegabytes(servers.kafka(), PREFIX), warm, cold);
  }

  private static long start(Engines engines, String name) {
    long began = System.nanoTime();
    try (var _ = engines.start(StateLoad.NAMESPACE, new Place(PREFIX, name, 0),
        new SimpleMeterRegistry())) {
      return (System.nanoTime() - began) / 1_000_000;
    }
  }
}
