package io.gapless.cli.pipeline;

import io.gapless.planner.monitor.MonitorConfig;
import java.util.Optional;

/// How a process looks after its workers and tables.
///
/// @param monitor when a worker is taken for stalled
/// @param retention how long tables are to keep rows; empty: as they do
public record Upkeep(MonitorConfig monitor, Optional<Retention> retention) {

  /// Stalled after five minutes, tables as they are.
  public static final Upkeep USUAL = new Upkeep(MonitorConfig.USUAL, Optional.empty());

  /// With tables as they are.
  public static Upkeep of(MonitorConfig monitor) {
    return new Upkeep(monitor, Optional.empty());
  }

  /// The same with another retention.
  public Upkeep withRetention(Optional<Retention> other) {
    return new Upkeep(monitor, other);
  }
}
