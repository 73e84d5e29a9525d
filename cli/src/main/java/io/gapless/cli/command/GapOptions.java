package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import picocli.CommandLine.Option;

/// How gaps are filled.
final class GapOptions {

  @Option(names = "--gap-ranges-per-cycle", paramLabel = "N", defaultValue = "10", description = "Gaps that are fetched again in a cycle of a second at most (default: "
      + "${DEFAULT-VALUE}); those that follow each other are one.")
  private int rangesPerCycle;

  int rangesPerCycle() {
    if (rangesPerCycle < 1) {
      throw CommandException.usage("--gap-ranges-per-cycle", rangesPerCycle + " is less than 1");
    }
    return rangesPerCycle;
  }
}
