package io.gapless.benchmarks.processes;

import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Request;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Processes that each do one step after the other: a timer that is due at once, an event of 64 bytes
/// a step.
final class StepLoad {

  private static final Payload EVENT = Payload.of("x".repeat(64));
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  private StepLoad() {}

  /// Steps a second.
  static double measure(Engines engines, int processes, Duration measured)
      throws InterruptedException {
    var steps = new AtomicLong();
    Processor looping = step -> {
      steps.incrementAndGet();
      return Intent.none().event(EVENT).timeoutNow();
    };
    try (var engine = engines.start(Namespace.of("loop", looping).withPoolSize(64))) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < processes; i++) {
          var id = new ProcessId("loop", "p" + i);
          var _ = threads.submit(() -> engine.processes().init(id, Request.of("")));
        }
      }
      Thread.sleep(WARM_UP);
      long before = steps.get();
      long began = System.nanoTime();
      Thread.sleep(measured);
      return (steps.get() - before) / ((System.nanoTime() - began) / 1e9);
    }
  }
}
