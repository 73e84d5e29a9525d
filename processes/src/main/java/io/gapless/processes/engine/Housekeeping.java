package io.gapless.processes.engine;

import io.gapless.processes.core.Effect;
import io.gapless.processes.core.Removal;
import io.gapless.processes.core.Timer;
import io.gapless.schemas.record.ExpireKey;
import io.gapless.schemas.record.FireTimer;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.RemoveMore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Watches the clock on behalf of a partition: writes a command for each timer that is due, each key
/// that expires and each removal that goes on. Reads the state, and never writes it.
///
/// For the one thread that applies the partition's commands.
final class Housekeeping {

  /// A timer whose command was lost is fired again after this; a second one is stale.
  private static final Duration FIRE_AGAIN = Duration.ofSeconds(5);
  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);
  /// More would wait in the log rather than in the store.
  private static final int MOST_FIRED = 500;
  private static final int EXPIRIES_A_LOOK = 500;
  /// The log's clock may be behind ours by this much.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final HostedPartition partition;
  private final CommandLog commands;
  private final EngineMetrics metrics;
  private final Map<Timer, Instant> fired = new LinkedHashMap<>();
  /// Since when, in nanoseconds.
  private final Map<Removal, Long> underWay = new HashMap<>();
  /// No timer up to this one waits to be fired: deleted ones there would cost a scan their time.
  private Timer passed = Timer.before(Instant.EPOCH);
  private Instant nextLook = Instant.EPOCH;
  private Instant expiriesFrom = Instant.EPOCH;
  private Instant nextExpiries = Instant.EPOCH;

  Housekeeping(HostedPartition partition, CommandLog commands, EngineMetrics metrics) {
    this.partition = partition;
    this.commands = commands;
    this.metrics = metrics;
  }

  /// Takes up what was left when the partition came.
  void begin() {
    partition.rows().removals().forEach(this::removeMore);
  }

  /// Notes a timer that was set.
  void armed(Timer timer) {
    if (!timer.due().isAfter(passed.due())) {
      passed = Timer.before(timer.due());
    }
    if (timer.due().isBefore(nextLook)) {
      nextLook = timer.due();
    }
  }

  /// Notes that the command of a timer was applied.
  void applied(Timer timer, Instant now) {
    fired.remove(timer);
    if (now.isBefore(timer.due())) {
      armed(timer); // the log's clock is behind ours: it is still there
    }
    metrics.timerFired(timer, Duration.between(timer.due(), now));
  }

  /// Takes up a removal that has more to do.
  void follow(Effect.RemovalGoesOn removal) {
    removeMore(removal.removal());
  }

  /// Notes that nothing is left of a removed process, or that it is said again.
  void removed(Removal removal) {
    var began = underWay.remove(removal);
    if (began != null) {
      metrics.processRemoved(removal.id().namespace(),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /// Fires what is due.
  void tick(Instant now) {
    if (!now.isBefore(nextLook) || !fired.isEmpty()) {
      fireDue(now);
    }
    if (!now.isBefore(nextExpiries)) {
      expire(now);
      nextExpiries = now.plus(EXPIRY_INTERVAL);
    }
  }

  private void fireDue(Instant now) {
    long began = System.nanoTime();
    fireAgain(now);
    int room = MOST_FIRED - fired.size();
    if (room <= 0) {
      return;
    }
    var due = partition.rows().timers(passed, now, room);
    for (Timer timer : due) {
      if (fired.putIfAbsent(timer, now) == null) {
        fire(timer);
      }
      passed = timer;
    }
    if (due.size() < room) {
      passed = Timer.before(now);
      nextLook = partition.rows().timers(passed, NEVER, 1).stream().map(Timer::due).findFirst()
          .orElse(NEVER);
    }
    metrics.timersScanned(Duration.ofNanos(System.nanoTime() - began));
  }

  private void fireAgain(Instant now) {
    var late = now.minus(FIRE_AGAIN);
    var lost = fired.entrySet().stream().takeWhile(timer -> !timer.getValue().isAfter(late))
        .map(Map.Entry::getKey).toList();
    for (Timer timer : lost) {
      fired.remove(timer);
      fired.put(timer, now); // behind the younger ones
      fire(timer);
    }
  }

  private void fire(Timer timer) {
    send(new ProcessCommand(timer.id().namespace(), timer.id().id(), null,
        new FireTimer(timer.incarnation(), timer.task(), timer.due())),
        _ -> { // it is fired again
        });
  }

  private void expire(Instant now) {
    var expired = partition.rows().expiries(expiriesFrom, now, EXPIRIES_A_LOOK);
    expired.forEach(expiry -> send(
        new ProcessCommand(expiry.id().namespace(), expiry.id().id(), null,
            new ExpireKey(expiry.incarnation(), expiry.key(), expiry.expires())),
        _ -> { // it is still there the next time
        }));
    expiriesFrom = expired.isEmpty() ? now.minus(CLOCK_SKEW) : expired.getFirst().expires();
  }

  private void removeMore(Removal removal) {
    underWay.putIfAbsent(removal, System.nanoTime());
    send(new ProcessCommand(removal.id().namespace(), removal.id().id(), null,
        new RemoveMore(removal.incarnation())),
        _ -> { // taken up again when the partition moves
        });
  }

  private void send(ProcessCommand command, Consumer<Exception> onFailure) {
    commands.send(command, onFailure);
  }
}
