package io.gapless.cli.command;

import io.gapless.benchmarks.hot.HotBenchmark;
import io.gapless.benchmarks.hot.HotSizes;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.cli.console.CommandException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench hot`.
@Command(name = "hot", sortOptions = false, description = {
    "Measures with JMH what one transfer costs at each step of its way: from the node's JSON to a"
        + " record, to Avro, to RowBinary, to a block of columns.",
    "Prints one JSON object."})
final class BenchHotCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Measured runs of each step, after as many that are not counted (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "1", description = "Seconds of each run (default: ${DEFAULT-VALUE}).")
  private int seconds;

  BenchHotCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (runs < 1) {
      throw CommandException.usage("--runs", runs + " is less than 1");
    }
    if (seconds < 1 || seconds > 600) {
      throw CommandException.usage("--seconds", seconds + " is not from 1 to 600");
    }
    try {
      context.console().println(
          new HotBenchmark(new HotSizes(runs, Duration.ofSeconds(seconds), true)).run());
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
