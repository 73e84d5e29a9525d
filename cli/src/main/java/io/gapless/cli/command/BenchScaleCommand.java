package io.gapless.cli.command;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.scale.ScaleBenchmark;
import io.gapless.benchmarks.scale.ScaleSizes;
import io.gapless.cli.console.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench scale`.
@Command(name = "scale", sortOptions = false, description = {
    "Measures what 1, 2 and 4 fetcher processes get from a simulated EVM node that takes 50 ms for an"
        + " answer, and from one that answers 25 calls a second.",
    "Prints one JSON object."})
final class BenchScaleCommand implements Callable<Integer> {

  private static final List<Integer> FLEETS = List.of(1, 2, 4);
  private static final Duration LEARNING = Duration.ofSeconds(30);

  private final Context context;

  @Option(names = "--works-per-process", paramLabel = "N", defaultValue = "8000", description = "Works of five blocks that each process fetches from the slow node (default: ${DEFAULT-VALUE}).")
  private int worksPerProcess;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Measured runs of each fleet on the slow node (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Seconds that the limited node is measured, after 30 in which its limit is learned; 0: it is not (default: ${DEFAULT-VALUE}).")
  private int seconds;

  BenchScaleCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (worksPerProcess < 100 || worksPerProcess > 50_000) {
      throw CommandException.usage("--works-per-process",
          worksPerProcess + " is not from 100 to 50000");
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
      var sizes =
          new ScaleSizes(FLEETS, worksPerProcess, runs, LEARNING, Duration.ofSeconds(seconds));
      console.println(new ScaleBenchmark(sizes, console.err()::println).run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
