package io.gapless.cli.pipeline;

import io.gapless.cli.doctor.Condition;
import io.gapless.schemas.record.LifecycleEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then for conditions, and tells each when it begins and when it ends.
///
/// What was told is known to this process alone: after a restart it is told again.
final class ConditionWatch implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConditionWatch.class);

  private final String worker;
  private final Supplier<List<Condition>> conditions;
  private final Duration interval;
  private final Function<LifecycleEvent, Boolean> tell;
  private final InstantSource clock;
  private final Map<String, Condition> told = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /// @param worker that looks
  /// @param conditions there are now
  /// @param tell publishes an event; what was not published is told with the next look
  ConditionWatch(String worker, Supplier<List<Condition>> conditions, Duration interval,
      Function<LifecycleEvent, Boolean> tell, InstantSource clock) {
    this.worker = worker;
    this.conditions = conditions;
    this.interval = interval;
    this.tell = tell;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          // it looks after a worker, which does not end for its sake
          log.info("tables and disks not looked at, will try again in {} s: {}",
              interval.toSeconds(), e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once.
  void look() {
    var now = conditions.get().stream().collect(Collectors.toMap(ConditionWatch::key,
        condition -> condition, (one, other) -> one));
    now.forEach((key, condition) -> {
      if (!told.containsKey(key) && tell.apply(event(condition, "warning",
          condition.text() + ": " + condition.advice() + "."))) {
        log.warn("{}: {}", condition.text(), condition.advice());
        told.put(key, condition);
      }
    });
    told.entrySet().removeIf(known -> !now.containsKey(known.getKey())
        && tell.apply(event(known.getValue(), "resolved",
            "No longer so: " + known.getValue().text() + ".")));
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private static String key(Condition condition) {
    return condition.namespace() + " " + condition.id();
  }

  private LifecycleEvent event(Condition condition, String event, String message) {
    return new LifecycleEvent(condition.namespace(), condition.id(), event, message,
        Map.of("worker", worker), clock.instant());
  }
}
