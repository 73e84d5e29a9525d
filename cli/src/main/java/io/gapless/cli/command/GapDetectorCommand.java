package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless gap-detector`.
@Command(name = "gap-detector", sortOptions = false, description = "Finds what is missing, and has it fetched; one role of a fleet.")
final class GapDetectorCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private WorkerOptions worker = new WorkerOptions();

  @Mixin
  private GapOptions gaps = new GapOptions();

  /// They tell whether blocks near the head still are what they were; without them that is not
  /// looked at.
  @Mixin
  private NodeUrls nodes = new NodeUrls();

  GapDetectorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var options = worker.role("gap-detector", 1, nodes.all())
        .withGapRangesPerCycle(gaps.rangesPerCycle());
    context.log(connections);
    return context.wiring().role(connections, options, context.console());
  }
}
