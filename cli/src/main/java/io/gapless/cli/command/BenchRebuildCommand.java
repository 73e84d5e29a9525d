package io.gapless.cli.command;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.rebuild.RebuildBenchmark;
import io.gapless.cli.console.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench rebuild`.
@Command(name = "rebuild", sortOptions = false, description = {
    "Measures the rebuild of a market, of a quarter and of a sixteenth of it: flows, gates and profits,"
        + " within the memory that a rebuild may take.",
    "Prints one JSON object."})
final class BenchRebuildCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--transfers", paramLabel = "N", defaultValue = "10000000", description = "Transfers of the largest market (default: ${DEFAULT-VALUE}).")
  private long transfers;

  BenchRebuildCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (transfers < 1_000 || transfers > 1_000_000_000) {
      throw CommandException.usage("--transfers", transfers + " is not from 1000 to 1000000000");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(new RebuildBenchmark(transfers, console.err()::println)
          .run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
