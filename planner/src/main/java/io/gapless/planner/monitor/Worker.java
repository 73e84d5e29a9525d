package io.gapless.planner.monitor;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;

/// A worker as this planner knows it.
///
/// @param beat the newest heartbeat that said something new
/// @param silence how long nothing new was heard since
/// @param stalled whether that is too long for one that has not left
record Worker(Heartbeat beat, Duration silence, boolean stalled) {

  String id() {
    return beat.getWorkerId();
  }

  boolean hasLeft() {
    return beat.getState() == WorkerState.LEFT;
  }

  boolean isAtWork() {
    return !hasLeft() && !stalled;
  }

  boolean isFetcher() {
    return beat.getRole().equals("fetcher");
  }
}
