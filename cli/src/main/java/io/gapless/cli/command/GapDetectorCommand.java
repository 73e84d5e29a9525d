package io.gapless.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless gap-detector`.
@Command(name = "gap-detector", sortOptions = false, description = "Finds what is missing, and has it fetched; one role of a fleet.")
final class GapDetectorCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  GapDetectorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = worker.role("gap-detector", 1, List.of());
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
