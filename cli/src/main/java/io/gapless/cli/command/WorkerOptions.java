package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.pipeline.RoleOptions;
import io.gapless.cli.pipeline.Upkeep;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a worker is called: `<name>-<role>-<slot>`, the same after a restart.
final class WorkerOptions {

  @Mixin
  private WorkerName name = new WorkerName();

  @Option(names = "--slot", paramLabel = "N", defaultValue = "0", description = "Number of the worker among those of its role on this host (default: "
      + "${DEFAULT-VALUE}); two that run at once need two.")
  private int slot;

  @Mixin
  private MonitorOptions monitor = new MonitorOptions();

  RoleOptions role(String role, int workers, List<URI> nodes) {
    if (slot < 0) {
      throw CommandException.usage("--slot", slot + " is less than 0");
    }
    return new RoleOptions(role, name.host(), slot, workers, nodes,
        RoleOptions.GAP_RANGES_PER_CYCLE, NodeTuning.USUAL, Optional.empty(),
        Upkeep.of(monitor.config()));
  }
}
