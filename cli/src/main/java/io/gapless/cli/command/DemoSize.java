package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.DemoOptions;
import picocli.CommandLine.Option;

/// Options of the demonstration.
final class DemoSize {

  @Option(names = "--blocks", paramLabel = "N", defaultValue = "20000", description = "Blocks of the chain (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "25", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private double transfersPerBlock;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed is another chain (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "Fetchers (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  int run(Context context) throws InterruptedException {
    if (blocks < 1) {
      throw CommandException.usage("--blocks", blocks + " is less than 1");
    }
    if (!(transfersPerBlock >= 0 && transfersPerBlock <= 5_000)) {
      throw CommandException.usage("--transfers-per-block",
          transfersPerBlock + " is not from 0 to 5000");
    }
    if (workers < 1 || workers > 64) {
      throw CommandException.usage("--workers", workers + " is not from 1 to 64");
    }
    var connections = context.connections();
    context.log(connections);
    return context.wiring().demo(connections,
        new DemoOptions(blocks, transfersPerBlock, seed, workers), json, context.console());
  }
}
