package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless planner`.
@Command(name = "planner", sortOptions = false, description = "Cuts jobs into work; one role of a fleet.")
final class PlannerCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private NodeOptions nodes = new NodeOptions();

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  @Mixin
  private HttpOptions http = new HttpOptions();

  PlannerCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = nodes.planner(worker).withHttp(http.server());
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
