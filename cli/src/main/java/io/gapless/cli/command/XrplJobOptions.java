package io.gapless.cli.command;

import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.options.Servers;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which backfill of the XRP Ledger is wanted.
final class XrplJobOptions {

  @Option(names = "--servers", paramLabel = "URL", split = ",", converter = Servers.SocketNode.class, description = "Servers to ask (wss://…), all of one network; keys in the URLs are never shown.")
  private List<URI> servers = List.of();

  @Mixin
  private JobOptions job = new JobOptions();

  @Option(names = "--delay", paramLabel = "TIME", defaultValue = "0ms", converter = Durations.class, description = "How long each fetcher waits between two requests, e.g. 100ms (default: "
      + "${DEFAULT-VALUE}).")
  private Duration delay = Duration.ZERO;

  /// The request, checked.
  ///
  /// @param fleet whether the roles run elsewhere
  BackfillRequest request(boolean fleet, int gapRangesPerCycle) {
    return new BackfillRequest(ChainFamily.XRPL, servers,
        job.chain(ChainFamily.XRPL, servers, fleet),
        List.of(new AskedJob(job.first(), job.last(), job.datasets(ChainFamily.XRPL, ""),
            List.of(), List.of(), Optional.empty())),
        job.rangeSize(), Verdict.ROOT,
        false,
        job.maxAttempts(), job.workers(ChainFamily.XRPL, servers, fleet), job.host(),
        gapRangesPerCycle, new NodeTuning(false, delay));
  }
}
