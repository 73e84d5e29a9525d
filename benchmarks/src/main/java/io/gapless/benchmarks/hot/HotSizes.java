package io.gapless.benchmarks.hot;

import java.time.Duration;

/// How much is measured.
///
/// @param runs measured for each step, after as many that are not counted
/// @param time that each run takes
/// @param ownProcess whether it is measured in a process of its own, which knows nothing of this
/// one's history
public record HotSizes(int runs, Duration time, boolean ownProcess) {

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public HotSizes {
    if (runs < 1) {
      throw new IllegalArgumentException("runs < 1: " + runs);
    }
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException("time < 1 ms: " + time);
    }
  }
}
