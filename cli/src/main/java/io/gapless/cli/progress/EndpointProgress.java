package io.gapless.cli.progress;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the processes of a fleet report of one node, together.
///
/// @param endpoint its name: host and digest
/// @param state the worst state that a process sees it in: `OPERATING`, `OPEN` or `PARKED`
/// @param leftAlone how long it is not asked by the process that leaves it alone longest
/// @param rate requests a second that the governors allow, in sum
/// @param used requests a second that it answered lately, in sum
/// @param limit requests a second that it was found to take; 0 where no limit was met
/// @param inFlight requests under way
/// @param latencyMillis how long an answer takes, on average over the processes
/// @param requests requests since the processes started
/// @param refusals requests among them that were refused
/// @param errors the same by kind
/// @param lacking methods that it does not offer
/// @param head newest block that it was seen to have
public record EndpointProgress(String endpoint, String state, Duration leftAlone, double rate,
    double used, double limit, long inFlight, double latencyMillis, long requests, long refusals,
    Map<String, Long> errors, Set<String> lacking, long head) {

  /// Copies the collections.
  public EndpointProgress {
    errors = Map.copyOf(errors);
    lacking = Set.copyOf(lacking);
  }

  /// What two processes report, as one.
  EndpointProgress and(EndpointProgress other) {
    var all = new HashMap<>(errors);
    other.errors.forEach((kind, count) -> all.merge(kind, count, Long::sum));
    var methods = new TreeSet<>(lacking);
    methods.addAll(other.lacking);
    long both = requests + other.requests;
    double latency = both == 0
        ? latencyMillis
        : (latencyMillis * requests + other.latencyMillis * other.requests) / both;
    return new EndpointProgress(endpoint, severity() >= other.severity() ? state : other.state,
        leftAlone.compareTo(other.leftAlone) >= 0 ? leftAlone : other.leftAlone, rate + other.rate,
        used + other.used, Math.max(limit, other.limit), inFlight + other.inFlight, latency, both,
        refusals + other.refusals, all, methods, Math.max(head, other.head));
  }

  private int severity() {
    return switch (state) {
      case "PARKED" -> 2;
      case "OPEN" -> 1;
      default -> 0;
    };
  }
}
