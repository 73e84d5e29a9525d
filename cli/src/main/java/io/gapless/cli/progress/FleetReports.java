package io.gapless.cli.progress;

import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The newest heartbeat of every worker, and what they say of themselves and of the nodes.
final class FleetReports {

  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Map<String, Heartbeat> byWorker = new TreeMap<>();

  void add(Heartbeat heartbeat) {
    byWorker.put(heartbeat.getWorkerId(), heartbeat);
  }

  /// Of the workers for this chain that live at `now`, by name of the node.
  List<EndpointProgress> endpoints(String chain, Instant now) {
    var merged = new TreeMap<String, EndpointProgress>();
    for (Heartbeat heartbeat : processes(chain, now)) {
      heartbeat.getEndpoints().forEach(
          report -> merged.merge(report.getEndpoint(), progress(report), EndpointProgress::and));
    }
    return List.copyOf(merged.values());
  }

  /// The fetchers of this chain that live at `now`, by name.
  List<WorkerProgress> workers(String chain, Instant now) {
    return living(chain, now).filter(heartbeat -> heartbeat.getRole().equals("fetcher"))
        .map(heartbeat -> new WorkerProgress(heartbeat.getWorkerId(), heartbeat.getLastBatch(),
            heartbeat.getInFlight(), heartbeat.getRows()))
        .toList();
  }

  private Stream<Heartbeat> living(String chain, Instant now) {
    return byWorker.values().stream()
        .filter(heartbeat -> heartbeat.getState() == WorkerState.RUNNING
            && heartbeat.getChains().contains(chain)
            && heartbeat.getUpdatedAt().isAfter(now.minus(FRESH)));
  }

  /// One heartbeat a process, the newest: its workers ask through one governor, and all report it.
  private Collection<Heartbeat> processes(String chain, Instant now) {
    var byProcess = new TreeMap<String, Heartbeat>();
    living(chain, now).forEach(heartbeat -> byProcess.merge(
        heartbeat.getProcess().isEmpty() ? heartbeat.getWorkerId() : heartbeat.getProcess(),
        heartbeat,
        (one, other) -> one.getUpdatedAt().isBefore(other.getUpdatedAt()) ? other : one));
    return byProcess.values();
  }

  private static EndpointProgress progress(EndpointReport report) {
    return new EndpointProgress(report.getEndpoint(), report.getState(),
        Duration.ofMillis(report.getPausedMillis()), report.getRate(), report.getUsed(),
        report.getLimit(), report.getInFlight(), report.getLatencyMillis(), report.getRequests(),
        report.getRefusals(), report.getErrors(), Set.copyOf(report.getLacking()),
        report.getHead());
  }
}
