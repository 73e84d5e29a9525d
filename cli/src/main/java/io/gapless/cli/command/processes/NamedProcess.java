package io.gapless.cli.command.processes;

import io.gapless.processes.ProcessId;
import picocli.CommandLine.Parameters;

/// The process that a command is about.
final class NamedProcess {

  @Parameters(index = "0", paramLabel = "NAMESPACE", description = "E.g. orders.")
  private String namespace = "";

  @Parameters(index = "1", paramLabel = "ID", description = "Of the process; `processes list` has them.")
  private String id = "";

  ProcessId id() {
    return new ProcessId(namespace, id);
  }
}
