package io.gapless.processes.engine;

import io.gapless.processes.core.Claim;
import io.gapless.processes.core.Effect.Counted;
import io.gapless.schemas.record.StepOperation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;

/// What an engine measures, under `gapless.processes.`. Times are histograms with the same bounds
/// everywhere, so that engines can be added up.
///
/// Progressor's histograms and these, for who comes from there:
///
/// | Progressor | here | labels |
/// |---|---|---|
/// | `request_preparing` | `request.preparing.duration`: until the log has a request | `namespace`, `task_type` |
/// | `task_processing` | `task.processing.duration`: user code of a step | `namespace`, `task_type` |
/// | `task_completion` | `task.completion.duration`: what a step came to is written to the state | `namespace`, `completion_type` |
/// | `process_removing` | `process.removing.duration`: until the last row is gone | `namespace` |
/// | `notification` | `notification.duration`: a record is encoded and handed to the producer; it is seen with the next commit, whose times are among Kafka Streams' own metrics | `namespace`, `notification_type` |
/// | `timers_scanning` | `timers.scanning.duration`: a look for timers that are due | none: one look is for all namespaces |
/// | `zombie_collection` | `zombie.collection.duration`: steps that were under way are taken up when a partition comes here, the only time that any can be orphaned | none, as above |
/// | `calls_scanning` | nothing: calls that wait are taken up by the step before them, and nobody looks for them | |
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

  /// Kafka Streams' own metrics, until what is returned is closed.
  KafkaStreamsMetrics measure(KafkaStreams streams) {
    var metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
    return metrics;
  }

  /// A request until the log had it.
  void requestPrepared(String namespace, StepOperation operation, Duration took) {
    timer("request.preparing.duration", "namespace", namespace, "task_type", name(operation))
        .record(took);
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

  /// What a step came to was applied.
  void stepCompleted(String namespace, CompletionType type, Duration took) {
    timer("task.completion.duration", "namespace", namespace, "completion_type",
        name(type).replace('.', '_')).record(took);
  }

  /// A removed process until its last row was gone.
  void processRemoved(String namespace, Duration took) {
    timer("process.removing.duration", "namespace", namespace).record(took);
  }

  /// A record for a topic of a namespace until the producer had it.
  ///
  /// @param type `event_sink` or `lifecycle_sink`
  void notified(String namespace, String type, Duration took) {
    timer("notification.duration", "namespace", namespace, "notification_type", type)
        .record(took);
  }

  /// Steps under way were taken up, as a partition came.
  void zombiesCollected(Duration took) {
    timer("zombie.collection.duration").record(took);
  }

  /// A read that a copy of the state might answer.
  ///
  /// @param isHit whether it did; else who owns the process was asked
  void standbyAsked(boolean isHit) {
    registry.counter(PREFIX + "standby.reads", "result", isHit ? "hit" : "miss").increment();
  }

  /// A copy that answered a read.
  ///
  /// @param lag commands of the log that it had not
  /// @param staleness how old it was at most
  void standbyRead(long lag, Duration staleness) {
    DistributionSummary.builder(PREFIX + "standby.read.lag").register(registry)
        .record((double) Math.max(0, lag));
    timer("standby.read.staleness").record(staleness);
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
  void gauge(String what, Supplier<Number> value, String... tags) {
    Gauge.builder(PREFIX + what, value).tags(tags).register(registry);
  }

  private Timer timer(String what, String... tags) {
    return Timer.builder(PREFIX + what).tags(tags).serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
