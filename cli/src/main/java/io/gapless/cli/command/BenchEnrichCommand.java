package io.gapless.cli.command;

import io.gapless.benchmarks.enrich.EnrichBenchmark;
import io.gapless.benchmarks.enrich.EnrichSizes;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.cli.console.CommandException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench enrich`.
@Command(name = "enrich", sortOptions = false, description = {
    "Measures the enrichment of transactions of a simulated EVM chain, on servers of its own in a"
        + " folder under the data folder: how fast it is with a node without limits, and how well"
        + " it uses nodes that answer 25 and 250 calls a second.",
    "Prints one JSON object."})
final class BenchEnrichCommand implements Callable<Integer> {

  private static final Duration LEARNING = Duration.ofSeconds(30);

  private final Context context;

  @Option(names = "--transactions", paramLabel = "N", defaultValue = "100000", description = "Transactions of each run (default: ${DEFAULT-VALUE}).")
  private int transactions;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Measured runs, after one that is not counted (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Seconds that each limited node is measured, after 30 in which its limit is learned; 0: none is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  BenchEnrichCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (transactions < 1_000 || transactions > 1_000_000) {
      throw CommandException.usage("--transactions",
          transactions + " is not from 1000 to 1000000");
    }
    if (runs < 1) {
      throw CommandException.usage("--runs", runs + " is less than 1");
    }
    if (seconds < 0 || seconds > 600) {
      throw CommandException.usage("--seconds", seconds + " is not from 0 to 600");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      var sizes = new EnrichSizes(transactions, runs, LEARNING, Duration.ofSeconds(seconds));
      console.println(
          new EnrichBenchmark(sizes, console.err()::println).run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
