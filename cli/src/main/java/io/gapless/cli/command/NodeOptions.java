package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.pipeline.RoleOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Nodes, and how many workers ask them.
final class NodeOptions {

  private static final int MAX_WORKERS = 256;

  @Mixin
  private NodeUrls urls = new NodeUrls();

  @Option(names = "--workers", paramLabel = "N", description = "Workers of each chain in this process.")
  private @Nullable Integer workers;

  @Option(names = "--hedge", description = "Puts a question to a second node where one takes longer than 19 of 20 of its answers "
      + "did; costs some requests more.")
  private boolean hedge;

  @Option(names = "--delay", paramLabel = "TIME", defaultValue = "0ms", converter = Durations.class, description = "How long each fetcher of the XRP Ledger waits between two requests, e.g. 100ms "
      + "(default: ${DEFAULT-VALUE}).")
  private Duration delay = Duration.ZERO;

  RoleOptions planner(WorkerOptions worker) {
    return worker.role("planner", 1, asked());
  }

  RoleOptions fetchers(WorkerOptions worker, int defaultWorkers) {
    return workers("fetcher", worker, defaultWorkers);
  }

  /// @param named `fetcher` or `enricher`
  RoleOptions workers(String named, WorkerOptions worker, int defaultWorkers) {
    int count = workers == null ? defaultWorkers : workers;
    if (count < 1 || count > MAX_WORKERS) {
      throw CommandException.usage("--workers", count + " is not from 1 to " + MAX_WORKERS);
    }
    var role = worker.role(named, count, asked());
    return new RoleOptions(role.role(), role.host(), role.slot(), count, role.endpoints(),
        role.gapRangesPerCycle(), new NodeTuning(hedge, delay), role.http(), role.upkeep());
  }

  private List<URI> asked() {
    var all = urls.all();
    if (all.isEmpty()) {
      throw CommandException.usage("--rpc or --servers", "name at least one node, e.g."
          + " --rpc http://127.0.0.1:8545 or --servers wss://xrplcluster.com");
    }
    return all;
  }
}
