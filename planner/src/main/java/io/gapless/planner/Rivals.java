package io.gapless.planner;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.worker.Heart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whether this planner has to give way: of two the one that was started later stays, since who
/// starts a second one wants it to take over. Two processes may bear one worker's name. For one
/// thread.
final class Rivals {

  /// A planner that was not heard for longer is taken for dead.
  private static final Duration MAX_AGE = Heart.INTERVAL.multipliedBy(2);

  private final String process;
  private final Instant started;
  private final InstantSource clock;
  private Optional<String> successor = Optional.empty();

  /// @param process what tells this planner from others
  Rivals(String process, Instant started, InstantSource clock) {
    this.process = process;
    this.started = started;
    this.clock = clock;
  }

  /// Takes in a sign of life of any worker.
  void heard(Heartbeat heartbeat) {
    if (heartbeat.getRole().equals("planner") && heartbeat.getState() == WorkerState.RUNNING
        && !heartbeat.getProcess().isEmpty() && !heartbeat.getProcess().equals(process)
        && isLater(heartbeat)
        && heartbeat.getUpdatedAt().isAfter(clock.instant().minus(MAX_AGE))) {
      successor = Optional.of(heartbeat.getWorkerId());
    }
  }

  /// Name of the planner that has taken over, if one has.
  Optional<String> successor() {
    return successor;
  }

  private boolean isLater(Heartbeat heartbeat) {
    int byStart = heartbeat.getStartedAt().compareTo(started);
    return byStart > 0 || (byStart == 0 && heartbeat.getProcess().compareTo(process) > 0);
  }
}
