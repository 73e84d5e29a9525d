package io.gapless.cli.command;

import io.gapless.cli.options.Servers;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless gap-detector`.
@Command(name = "gap-detector", sortOptions = false, description = "Finds what is missing, and has it fetched; one role of a fleet.")
final class GapDetectorCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  @Mixin
  private GapOptions gaps = new GapOptions();

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, description = "Nodes that tell whether blocks near the head still are what they were; without "
      + "them that is not looked at. Keys in the URLs are never shown.")
  private List<URI> rpc = List.of();

  GapDetectorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = worker.role("gap-detector", 1, rpc)
        .withGapRangesPerCycle(gaps.rangesPerCycle());
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
