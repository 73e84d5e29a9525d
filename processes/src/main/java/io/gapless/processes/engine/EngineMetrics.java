package io.gapless.processes.engine;

import io.gapless.processes.core.Claim;
import io.gapless.processes.core.Effect.Counted;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What an engine measures. Times are histograms with the same bounds everywhere, so that engines can
/// be added up.
public final class EngineMetrics {

  private static final String PREFIX = "gapless.processes.";
  private static final Duration[] BOUNDS =
      Stream.of(1, 5, 10, 50, 150, 300, 500, 750, 1000).map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  /// @param registry that they are kept in
  public EngineMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// User code of a step.
  void stepTook(Claim claim, Duration took) {
    timer("task.processing.duration", "namespace", claim.id().namespace(), "task_type",
        name(claim.type())).record(took);
  }

  /// From when a timer was due to when it was taken up.
  void timerFired(io.gapless.processes.core.Timer timer, Duration late) {
    if (!late.isNegative()) {
      timer("timer.lateness", "namespace", timer.id().namespace()).record(late);
    }
  }

  /// A look for timers that are due.
  void timersScanned(Duration took) {
    timer("timers.scanning.duration").record(took);
  }

  /// A read of a process, with the wait until the state was new enough.
  void read(Duration took) {
    timer("read.duration").record(took);
  }

  /// Something that is worth a count.
  void count(Counted counted) {
    var what = switch (counted.count()) {
      case PROCESS_FAILED -> "failures";
      case RETRY -> "retries";
      case LOST_STEP -> "lost.steps";
      case STALE_COMPLETION -> "stale.completions";
      case STALE_TIMER -> "stale.timers";
    };
    registry.counter(PREFIX + what, "namespace", counted.id().namespace()).increment();
  }

  /// A number to be looked at.
  void gauge(String what, Supplier<Number> value) {
    Gauge.builder(PREFIX + what, value).register(registry);
  }

  private Timer timer(String what, String... tags) {
    return Timer.builder(PREFIX + what).tags(tags).serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
