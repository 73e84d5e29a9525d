package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Timers that are due one after the other, all of them set before the first one is.
final class TimerLoad {

  private static final int AT_A_TIME = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private TimerLoad() {}

  /// How late timers fired.
  ///
  /// @param armed timers set before the first one was due
  /// @param lateness from when one was due to when its step began
  record Result(int armed, Percentiles lateness) {}

  /// @param spread from the first that is due to the last
  static Result measure(Engines engines, int timers, Duration arming, Duration spread)
      throws InterruptedException {
    var late = new ConcurrentLinkedQueue<Long>();
    var fired = new CountDownLatch(timers);
    try (var engine = engines.start(Namespace.of("timers", step -> {
      var due = Instant.parse(step.process().auxState().orElseThrow().text());
      late.add(Duration.between(due, Instant.now()).toNanos());
      fired.countDown();
      return Intent.none();
    }).withPoolSize(256))) {
      var first = Instant.now().plus(arming);
      var free = new Semaphore(AT_A_TIME);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < timers; i++) {
          var id = new ProcessId("timers", "t" + i);
          var due = first.plusMillis(spread.toMillis() * i / timers);
          free.acquire();
          var _ = threads.submit(() -> {
            try {
              return engine.processes().put(id, sleeping(due));
            } finally {
              free.release();
            }
          });
        }
      }
      int armed = timers - late.size();
      if (armed < timers || Instant.now().isAfter(first)) {
        throw new BenchmarkFailedException("setting " + timers + " timers took longer than "
            + arming.toSeconds() + " s: give fewer");
      }
      if (!fired.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new BenchmarkFailedException(
            fired.getCount() + " of " + timers + " timers did not fire");
      }
      return new Result(armed, Percentiles.ofNanos(late));
    }
  }

  private static Import sleeping(Instant due) {
    return new Import(ProcessStatus.RUNNING, Optional.empty(),
        Optional.of(Payload.of(due.toString())), Map.of(), List.of(),
        new Intent.Action.TimeoutAt(due), false);
  }
}
