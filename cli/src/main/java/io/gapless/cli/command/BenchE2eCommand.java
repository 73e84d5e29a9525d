package io.gapless.cli.command;

import io.gapless.benchmarks.node.evm.EvmWorkload;
import io.gapless.cli.console.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless bench e2e`.
@Command(name = "e2e", sortOptions = false, description = {
    "Backfills a simulated EVM chain into empty tables, on servers of its own in a folder under the"
        + " data folder, and measures each stage alone on the same rows.",
    "Prints one JSON object."})
final class BenchE2eCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--transfers", paramLabel = "N", defaultValue = "1000000", description = "Transfers of the chain, about (default: ${DEFAULT-VALUE}).")
  private long transfers;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "500", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private int transfersPerBlock;

  @Option(names = "--mix", description = "Transfers of all standards, logs that fit none, and logs of other events between them; otherwise ERC-20 transfers and nothing else.")
  private boolean mixed;

  @Mixin
  private BenchRun run = new BenchRun();

  BenchE2eCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (transfers < 1) {
      throw CommandException.usage("--transfers", transfers + " is less than 1");
    }
    if (transfersPerBlock < 1 || transfersPerBlock > 5_000) {
      throw CommandException.usage("--transfers-per-block",
          transfersPerBlock + " is not from 1 to 5000");
    }
    return run.run(context, new EvmWorkload(transfers, transfersPerBlock, mixed));
  }
}
