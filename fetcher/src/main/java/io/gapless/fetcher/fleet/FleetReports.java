package io.gapless.fetcher.fleet;

import io.gapless.chains.endpoint.FleetShares;
import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The newest heartbeat of every worker, and what the processes behind them say of an endpoint. Does
/// no I/O; for one thread.
final class FleetReports {

  private final Map<String, Heartbeat> byWorker = new HashMap<>();

  void add(Heartbeat heartbeat) {
    if (heartbeat.getState() == WorkerState.LEFT) {
      byWorker.remove(heartbeat.getWorkerId());
    } else {
      byWorker.put(heartbeat.getWorkerId(), heartbeat);
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

  private static FleetShares.Report report(Heartbeat heartbeat, EndpointReport report) {
    var process =
        heartbeat.getProcess().isEmpty() ? heartbeat.getWorkerId() : heartbeat.getProcess();
    return new FleetShares.Report(process, heartbeat.getStartedAt(), heartbeat.getUpdatedAt(),
        report.getUsed(), report.getDemand(), report.getFleetRate(),
        report.getLimit() > 0 ? OptionalDouble.of(report.getLimit()) : OptionalDouble.empty(),
        report.getKeepsRate());
  }
}
