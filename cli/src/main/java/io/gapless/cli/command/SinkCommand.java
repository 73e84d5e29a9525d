package io.gapless.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless sink`.
@Command(name = "sink", sortOptions = false, description = "Writes records to ClickHouse; one role of a fleet.")
final class SinkCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  @Mixin
  private TtlOptions ttl = new TtlOptions();

  SinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var usual = worker.role("sink", 1, List.of());
    var options = usual.withUpkeep(usual.upkeep().withRetention(ttl.retention()));
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
