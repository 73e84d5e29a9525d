package io.gapless.processes.engine;

import io.gapless.schemas.record.ProcessCommand;
import java.util.function.Consumer;

/// Where commands are written to.
interface CommandLog {

  /// Writes a command to its process's partition; returns before it is written.
  ///
  /// @param onFailure told why, if it cannot be written
  void send(ProcessCommand command, Consumer<Exception> onFailure);

  /// Writes a command to a partition; returns before it is written.
  ///
  /// @param onFailure told why, if it cannot be written
  void send(int partition, ProcessCommand command, Consumer<Exception> onFailure);
}
