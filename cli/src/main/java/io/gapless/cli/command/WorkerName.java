package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.WorkerIds;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the workers of a process are called: the first part of `<name>-<role>-<slot>`.
final class WorkerName {

  @Option(names = "--name", paramLabel = "HOST", description = "First part of the workers' ids (default: this host's name).")
  private @Nullable String name;

  /// The name, checked.
  String host() {
    if (name == null) {
      return WorkerIds.ofThisHost().host();
    }
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw CommandException.usage("--name", "'" + name
          + "' has other characters than letters, digits, '.', '_' and '-', or more than 100");
    }
    return name;
  }
}
