package io.gapless.fetcher.fleet;

import static java.util.stream.Collectors.toMap;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.EndpointStatus;
import io.gapless.schemas.record.EndpointReport;
import java.util.List;

/// What a process tells the fleet of its endpoints in its heartbeats.
public final class Demand {

  private Demand() {}

  /// Of every endpoint of the pool, in its order.
  public static List<EndpointReport> of(EndpointPool<?> pool) {
    int waiting = pool.waiting();
    return pool.snapshot().stream().map(status -> report(status, waiting)).toList();
  }

  /// Requests that wait would be sent to any of the endpoints, at once.
  private static EndpointReport report(EndpointStatus status, int waiting) {
    return EndpointReport.newBuilder().setEndpoint(status.endpoint())
        .setState(status.state().name()).setRate(status.rate()).setUsed(status.used())
        .setDemand(status.used() + waiting).setLimit(status.limit().orElse(0))
        .setFleetRate(status.fleetRate()).setKeepsRate(status.keepsRate())
        .setInFlight(status.inFlight()).setMaxInFlight(status.maxInFlight())
        .setPausedMillis(status.leftAloneFor().toMillis()).setRequests(status.requests())
        .setRefusals(status.refusals().values().stream().mapToLong(Long::longValue).sum())
        .setErrors(status.refusals().entrySet().stream()
            .collect(toMap(entry -> entry.getKey().name(), entry -> entry.getValue())))
        .setLacking(List.copyOf(status.lacking()))
        .setLatencyMillis(status.latency().toNanos() / 1e6).setHead(status.head().orElse(0))
        .build();
  }
}
