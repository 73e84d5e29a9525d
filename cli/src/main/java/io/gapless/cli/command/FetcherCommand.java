package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless fetcher`.
@Command(name = "fetcher", sortOptions = false, description = "Asks nodes for what the work says; one role of a fleet.")
final class FetcherCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private NodeOptions nodes = new NodeOptions();

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  FetcherCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = nodes.fetchers(worker, 1);
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
