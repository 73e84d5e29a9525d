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
    "Measures durable processes: steps a second, times of calls, lateness of timers, how long calls"
        + " wait when an engine is killed, and how long its state takes to be restored.",
    "Prints one JSON object."})
final class BenchProcessesCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--timers", paramLabel = "N", defaultValue = "100000", description = "Timers armed at a time (default: ${DEFAULT-VALUE}).")
  private int timers;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "12", description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--state-megabytes", paramLabel = "N", defaultValue = "100", description = "State that is taken over and restored (default: ${DEFAULT-VALUE}).")
  private int stateMegabytes;

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
    if (stateMegabytes < 1 || stateMegabytes > 10_000) {
      throw CommandException.usage("--state-megabytes",
          stateMegabytes + " is not from 1 to 10000");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(
          new ProcessBenchmark(timers, stateMegabytes, Duration.ofSeconds(seconds),
              console.err()::println).run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
