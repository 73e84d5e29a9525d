package io.gapless.processes;

import java.util.Optional;

/// What a request came to.
///
/// @param response of user code; empty if it said nothing
/// @param position in the log of commands: who reads with it sees at least this answer's state
public record Answer(Optional<Payload> response, Position position) {

  /// A place in the log of commands.
  ///
  /// @param partition of the topic of commands
  /// @param offset in the partition
  public record Position(int partition, long offset) {}
}
