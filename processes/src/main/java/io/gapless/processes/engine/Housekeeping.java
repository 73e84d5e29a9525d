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
  private static final int MOST_FIRED = 2_000;
  private static final int EXPIRIES_A_LOOK = 500;
  /// The log's clock may be behind ours by this much.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final HostedPartition partition;
  private final CommandLog commands;
  private final EngineMetrics metrics;
  private final Map<Timer, Instant> fired = new HashMap<>();
  /// No timer in the store is due before this: deleted ones there cost a scan their time.
  private Instant lowWater = Instant.EPOCH;
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
    if (timer.due().isBefore(lowWater)) {
      lowWater = timer.due();
    }
    if (timer.due().isBefore(nextLook)) {
      nextLook = timer.due();
    }
  }

  /// Notes that the command of a timer was applied.
  void applied(Timer timer, Instant now) {
    fired.remove(timer);
    metrics.timerFired(timer, Duration.between(timer.due(), now));
  }

  /// Takes up a removal that has more to do.
  void follow(Effect.RemovalGoesOn removal) {
    removeMore(removal.removal());
  }

  /// Fires what is due.
  void tick(Instant now) {
    if (!now.isBefore(nextLook)) {
      fireDue(now);
    }
    if (!now.isBefore(nextExpiries)) {
      expire(now);
      nextExpiries = now.plus(EXPIRY_INTERVAL);
    }
  }

  private void fireDue(Instant now) {
    long began = System.nanoTime();
    var due = partition.rows().timers(lowWater, now, MOST_FIRED);
    for (Timer timer : due) {
      var before = fired.get(timer);
      if (before == null || !now.isBefore(before.plus(FIRE_AGAIN))) {
        fired.put(timer, now);
        send(new ProcessCommand(timer.id().namespace(), timer.id().id(), null,
            new FireTimer(timer.incarnation(), timer.task(), timer.due())),
            _ -> { // it is fired again
            });
      }
    }
    lowWater = due.isEmpty() ? now : due.getFirst().due();
    // those that were fired stay until their commands are applied, and others may follow them
    nextLook = due.isEmpty()
        ? partition.rows().timers(now, NEVER, 1).stream().map(Timer::due).findFirst()
            .orElse(NEVER)
        : now;
    metrics.timersScanned(Duration.ofNanos(System.nanoTime() - began));
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
    send(new ProcessCommand(removal.id().namespace(), removal.id().id(), null,
        new RemoveMore(removal.incarnation())),
        _ -> { // taken up again when the partition moves
        });
  }

  private void send(ProcessCommand command, Consumer<Exception> onFailure) {
    commands.send(command, onFailure);
  }
}
