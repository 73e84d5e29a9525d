package io.gapless.cli.command;

import io.gapless.benchmarks.e2e.EndToEnd;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.node.Workload;
import io.gapless.cli.console.CommandException;
import picocli.CommandLine.Option;

/// What the commands under `gapless bench` have in common.
final class BenchRun {

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Measured runs, after one that is not counted (default: ${DEFAULT-VALUE}).")
  private int runs;

  /// Measures, and prints the report.
  Integer run(Context context, Workload workload) throws InterruptedException {
    if (runs < 1) {
      throw CommandException.usage("--runs", runs + " is less than 1");
    }
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    try {
      console.println(
          new EndToEnd(workload, runs, console.err()::println).run(connections.data()));
      return 0;
    } catch (BenchmarkFailedException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
