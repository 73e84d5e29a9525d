package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless up`.
@Command(name = "up", sortOptions = false, description = "Runs the servers and every role, until stopped; jobs come from other commands.")
final class UpCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private NodeOptions nodes = new NodeOptions();

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  @Mixin
  private HttpOptions http = new HttpOptions();

  @Mixin
  private TtlOptions ttl = new TtlOptions();

  @Mixin
  private GapOptions gaps = new GapOptions();

  UpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var usual = nodes.fetchers(worker, 2);
    var fetchers = usual.withGapRangesPerCycle(gaps.rangesPerCycle()).withHttp(http.server())
        .withUpkeep(usual.upkeep().withRetention(ttl.retention()));
    context.log(connections);
    return context.wiring().up(connections, fetchers, context.console());
  }
}
