package io.gapless.cli.command;

import io.gapless.benchmarks.e2e.BenchmarkFailedException;
import io.gapless.benchmarks.e2e.EndToEnd;
import io.gapless.benchmarks.e2e.EndToEndOptions;
import io.gapless.cli.console.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench e2e`.
@Command(name = "e2e", sortOptions = false, description = {
    "Backfills a simulated chain into empty tables, on servers of its own in a folder under the",
    "data folder, and measures each stage alone on the same rows. Prints one JSON object."})
final class BenchE2eCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--transfers", paramLabel = "N", defaultValue = "1000000", description = "ERC-20 transfers of the chain, about (default: ${DEFAULT-VALUE}).")
  private long transfers;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "500", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private int transfersPerBlock;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Measured runs, after one that is not counted (default: ${DEFAULT-VALUE}).")
  private int runs;

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
    if (runs < 1) {
      throw CommandException.usage("--runs", runs + " is less than 1");
    }
    var options = new EndToEndOptions(transfers, transfersPerBlock, runs);
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(new EndToEnd(options, console.err()::println).run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
