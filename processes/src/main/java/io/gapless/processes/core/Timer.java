package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import java.time.Instant;

/// A timer as its index has it.
///
/// @param due when it is to fire
/// @param id of its process
/// @param incarnation of its process
/// @param task the task that it starts
public record Timer(Instant due, ProcessId id, long incarnation, long task) {

  /// Before all timers of a moment and later ones.
  public static Timer before(Instant moment) {
    return new Timer(moment, new ProcessId("\0", "\0"), 0, 0);
  }
}
