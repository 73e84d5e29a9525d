package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.cli.pipeline.RoleOptions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Nodes, and how many fetchers ask them.
final class NodeOptions {

  private static final int MAX_WORKERS = 256;

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, required = true, description = "Nodes to ask; keys in the URLs are never shown.")
  private List<URI> rpc = List.of();

  @Option(names = "--workers", paramLabel = "N", description = "Fetchers in this process.")
  private @Nullable Integer workers;

  @Option(names = "--hedge", description = "Puts a question to a second node where one takes longer than 19 of 20 of its answers "
      + "did; costs some requests more.")
  private boolean hedge;

  List<URI> nodes() {
    return rpc;
  }

  RoleOptions fetchers(WorkerOptions worker, int defaultWorkers) {
    int count = workers == null ? defaultWorkers : workers;
    if (count < 1 || count > MAX_WORKERS) {
      throw CommandException.usage("--workers", count + " is not from 1 to " + MAX_WORKERS);
    }
    return worker.role("fetcher", count, rpc).withHedging(hedge);
  }
}
