package io.gapless.processes.core;

import io.gapless.schemas.record.ProcessCommand;
import java.time.Instant;
import java.util.List;

/// A command at its place in a log.
record LoggedCommand(ProcessCommand command, Instant at, long position) {

  List<Effect> applyTo(Engine engine) {
    return engine.apply(command, at, position);
  }

  @Override
  public String toString() {
    return position + " @" + at.toEpochMilli() + " " + command;
  }
}
