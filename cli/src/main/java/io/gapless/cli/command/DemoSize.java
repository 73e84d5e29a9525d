package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.ChainFamily;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options of the demonstration on an EVM chain.
final class DemoSize {

  @Option(names = "--blocks", paramLabel = "N", defaultValue = "20000", description = "Blocks of the chain (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "25", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private double transfersPerBlock;

  @Mixin
  private DemoRun run = new DemoRun();

  int run(Context context) throws InterruptedException {
    if (blocks < 1) {
      throw CommandException.usage("--blocks", blocks + " is less than 1");
    }
    if (!(transfersPerBlock >= 0 && transfersPerBlock <= 5_000)) {
      throw CommandException.usage("--transfers-per-block",
          transfersPerBlock + " is not from 0 to 5000");
    }
    return run.run(context, ChainFamily.EVM, blocks, transfersPerBlock);
  }
}
