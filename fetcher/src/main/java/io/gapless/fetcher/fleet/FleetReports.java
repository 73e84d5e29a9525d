package io.gapless.fetcher.fleet;

import io.gapless.chains.endpoint.FleetShares;
import io.gapless.chains.endpoint.RefusalKind;
import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The newest two heartbeats of every worker, and what the processes behind them say of an endpoint.
/// Does no I/O; for one thread.
final class FleetReports {

  private static final String THROTTLED = RefusalKind.THROTTLED.name();

  private final Map<String, Heartbeat> byWorker = new HashMap<>();
  private final Map<String, Heartbeat> before = new HashMap<>();

  void add(Heartbeat heartbeat) {
    if (heartbeat.getState() == WorkerState.LEFT) {
      byWorker.remove(heartbeat.getWorkerId());
      before.remove(heartbeat.getWorkerId());
    } else {
      Heartbeat earlier = byWorker.put(heartbeat.getWorkerId(), heartbeat);
      if (earlier != null) {
        before.put(heartbeat.getWorkerId(), earlier);
      }
    }
  }

  /// One report a process, the newest: its workers share a pool, and all tell what that does. Who
  /// names no rate for the fleet, as earlier versions did not, shares nothing.
  Collection<FleetShares.Report> of(String endpoint) {
    var byProcess = new HashMap<String, FleetShares.Report>();
    byWorker.values().forEach(heartbeat -> heartbeat.getEndpoints().stream()
        .filter(report -> report.getEndpoint().equals(endpoint) && report.getFleetRate() > 0)
        .map(report -> report(heartbeat, report))
        .forEach(report -> byProcess.merge(report.process(), report,
            (one, other) -> one.at().isBefore(other.at()) ? other : one)));
    return List.copyOf(byProcess.values());
  }

  private FleetShares.Report report(Heartbeat heartbeat, EndpointReport report) {
    var process =
        heartbeat.getProcess().isEmpty() ? heartbeat.getWorkerId() : heartbeat.getProcess();
    return new FleetShares.Report(process, heartbeat.getStartedAt(), heartbeat.getUpdatedAt(),
        report.getUsed(), report.getDemand(), report.getFleetRate(),
        report.getLimit() > 0 ? OptionalDouble.of(report.getLimit()) : OptionalDouble.empty(),
        report.getKeepsRate(), throttledPerSecond(heartbeat, report));
  }

  /// Since the heartbeat before, 0 where there is none of the same process.
  private double throttledPerSecond(Heartbeat heartbeat, EndpointReport report) {
    Heartbeat earlier = before.get(heartbeat.getWorkerId());
    if (earlier == null || !earlier.getStartedAt().equals(heartbeat.getStartedAt())
        || !earlier.getUpdatedAt().isBefore(heartbeat.getUpdatedAt())) {
      return 0;
    }
    double seconds =
        Duration.between(earlier.getUpdatedAt(), heartbeat.getUpdatedAt()).toMillis() / 1e3;
    long throttled = earlier.getEndpoints().stream()
        .filter(that -> that.getEndpoint().equals(report.getEndpoint()))
        .mapToLong(that -> throttled(report) - throttled(that)).findFirst().orElse(0);
    return seconds > 0 ? Math.max(0, throttled) / seconds : 0;
  }

  private static long throttled(EndpointReport report) {
    return report.getErrors().getOrDefault(THROTTLED, 0L);
  }
}
