package io.gapless.planner.monitor;

import java.time.Duration;

/// When a worker is taken for stalled.
///
/// @param stallAfter how long nothing was heard of it
/// @param checkInterval time between two looks
public record MonitorConfig(Duration stallAfter, Duration checkInterval) {

  /// Five minutes, looked at every 30 seconds.
  public static final MonitorConfig USUAL =
      new MonitorConfig(Duration.ofMinutes(5), Duration.ofSeconds(30));

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public MonitorConfig {
    if (stallAfter.toMillis() < 1 || checkInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "stallAfter or checkInterval < 1 ms: " + stallAfter + ", " + checkInterval);
    }
  }
}
