package io.gapless.cli.progress;

import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The newest heartbeat of every worker, and what they say of the nodes together.
final class EndpointReports {

  private static final Duration FRESH = Duration.ofSeconds(30);
  /// States in which nothing is wrong, as workers write them.
  private static final List<String> GOOD = List.of("ok", "closed", "healthy", "");

  private final Map<String, Heartbeat> byWorker = new TreeMap<>();

  void add(Heartbeat heartbeat) {
    byWorker.put(heartbeat.getWorkerId(), heartbeat);
  }

  /// Of the workers for this chain that live at `now`, by name of the node.
  List<EndpointProgress> of(String chain, Instant now) {
    var merged = new TreeMap<String, EndpointProgress>();
    for (Heartbeat heartbeat : byWorker.values()) {
      if (heartbeat.getState() == WorkerState.RUNNING && heartbeat.getChains().contains(chain)
          && heartbeat.getUpdatedAt().isAfter(now.minus(FRESH))) {
        heartbeat.getEndpoints().forEach(
            report -> merged.merge(report.getEndpoint(), progress(report), EndpointReports::sum));
      }
    }
    return List.copyOf(merged.values());
  }

  private static EndpointProgress progress(EndpointReport report) {
    return new EndpointProgress(report.getEndpoint(), report.getState(), report.getRate(),
        report.getRequests(), report.getRefusals(), report.getHead());
  }

  private static EndpointProgress sum(EndpointProgress one, EndpointProgress other) {
    var worse = GOOD.contains(one.state().toLowerCase(java.util.Locale.ROOT)) ? other : one;
    return new EndpointProgress(one.endpoint(), worse.state(), one.rate() + other.rate(),
        one.requests() + other.requests(), one.refusals() + other.refusals(),
        Math.max(one.head(), other.head()));
  }
}
