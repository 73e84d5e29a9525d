package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless enricher`.
@Command(name = "enricher", sortOptions = false, description = "Asks nodes for the transactions behind transfers; one role of a fleet.")
final class EnricherCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private NodeOptions nodes = new NodeOptions();

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  EnricherCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = nodes.workers("enricher", worker, 1);
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
