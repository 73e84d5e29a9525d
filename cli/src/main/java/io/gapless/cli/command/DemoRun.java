package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.demo.DemoOptions;
import io.gapless.cli.nodes.ChainFamily;
import picocli.CommandLine.Option;

/// What every demonstration can be told.
final class DemoRun {

  private static final int MAX_WORKERS = 64;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed is another chain (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "Fetchers (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  /// Runs it.
  ///
  /// @param blocks blocks or ledgers of the chain
  /// @param recordsPerBlock transfers or transactions in an average one
  int run(Context context, ChainFamily family, int blocks, double recordsPerBlock)
      throws InterruptedException {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw CommandException.usage("--workers", workers + " is not from 1 to " + MAX_WORKERS);
    }
    var connections = context.connections();
    context.log(connections);
    return context.wiring().demo(connections,
        new DemoOptions(family, blocks, recordsPerBlock, seed, workers), json,
        context.console());
  }
}
