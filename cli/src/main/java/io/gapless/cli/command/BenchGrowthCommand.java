package io.gapless.cli.command;

import io.gapless.benchmarks.e2e.Growth;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.cli.console.CommandException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench growth`.
@Command(name = "growth", sortOptions = false, description = {
    "Backfills a simulated EVM chain, one of four times as many blocks and one of sixteen times, with"
        + " fetchers and a sink in processes of their own: what grows, and how fast.",
    "Prints one JSON object."})
final class BenchGrowthCommand implements Callable<Integer> {

  private static final List<Integer> TIMES = List.of(1, 4, 16);

  private final Context context;

  @Option(names = "--transfers", paramLabel = "N", defaultValue = "500000", description = "ERC-20 transfers of the smallest chain, about (default: ${DEFAULT-VALUE}).")
  private long transfers;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "50", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private int transfersPerBlock;

  BenchGrowthCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (transfers < 1_000 || transfers > 100_000_000) {
      throw CommandException.usage("--transfers", transfers + " is not from 1000 to 100000000");
    }
    if (transfersPerBlock < 1 || transfersPerBlock > 5_000) {
      throw CommandException.usage("--transfers-per-block",
          transfersPerBlock + " is not from 1 to 5000");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(new Growth(transfers, transfersPerBlock, TIMES, console.err()::println)
          .run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
