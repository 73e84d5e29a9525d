package io.gapless.benchmarks.processes;

import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Request;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// Clients that call processes in a closed loop: each waits for an answer before it asks again.
final class CallLoad {

  private static final int PROCESSES = 500;
  private static final Payload EVENT = Payload.of("x".repeat(64));
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  private CallLoad() {}

  /// Times of the calls that were asked after the first seconds.
  static Percentiles measure(Engines engines, int clients, Duration measured)
      throws InterruptedException {
    var times = new ConcurrentLinkedQueue<Long>();
    try (var engine = engines.start(
        Namespace.of("calls", step -> Intent.none().event(EVENT)).withPoolSize(64))) {
      for (int i = 0; i < PROCESSES; i++) {
        var _ = engine.processes().init(new ProcessId("calls", "p" + i), Request.of(""));
      }
      long counted = System.nanoTime() + WARM_UP.toNanos();
      long end = counted + measured.toNanos();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int client = 0; client < clients; client++) {
          var _ = threads.submit(() -> {
            while (System.nanoTime() < end) {
              long began = System.nanoTime();
              var id = new ProcessId("calls",
                  "p" + ThreadLocalRandom.current().nextInt(PROCESSES));
              var _ = engine.processes().call(id, Request.of("call"));
              if (began >= counted) {
                times.add(System.nanoTime() - began);
              }
            }
            return null;
          });
        }
      }
    }
    return Percentiles.ofNanos(times);
  }
}
