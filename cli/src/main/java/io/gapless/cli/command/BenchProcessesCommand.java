package io.gapless.cli.command;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.processes.ProcessBenchmark;
import io.gapless.cli.console.CommandException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless bench processes`.
@Command(name = "processes", sortOptions = false, description = {
    "Measures durable processes: steps a second, times of calls, lateness of timers.",
    "Prints one JSON object."})
final class BenchProcessesCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--timers", paramLabel = "N", defaultValue = "100000", description = "Timers armed at a time (default: ${DEFAULT-VALUE}).")
  private int timers;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "12", description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  BenchProcessesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timers < 1 || timers > 1_000_000) {
      throw CommandException.usage("--timers", timers + " is not from 1 to 1000000");
    }
    if (seconds < 1 || seconds > 600) {
      throw CommandException.usage("--seconds", seconds + " is not from 1 to 600");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(
          new ProcessBenchmark(timers, Duration.ofSeconds(seconds), console.err()::println)
              .run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
