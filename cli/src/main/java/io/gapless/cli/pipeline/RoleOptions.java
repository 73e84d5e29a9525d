package io.gapless.cli.pipeline;

import io.gapless.cli.nodes.NodeTuning;
import io.gapless.processes.http.ServerConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How one role runs as a process of its own.
///
/// @param role `planner`, `fetcher`, `enricher`, `sink` or `gap-detector`
/// @param host the host's part of its worker id
/// @param slot its number among the workers of this role on this host, from 0
/// @param workers members that run in this process, in slots from `slot` on
/// @param endpoints nodes that it asks, **secret**; empty for roles that ask none
/// @param gapRangesPerCycle gaps that a gap detector has fetched again in a cycle at most
/// @param tuning how fetchers ask nodes
/// @param http where a planner serves its processes; empty: nowhere
/// @param upkeep how the process looks after its workers
public record RoleOptions(String role, String host, int slot, int workers, List<URI> endpoints,
    int gapRangesPerCycle, NodeTuning tuning, Optional<ServerConfig> http,
    Upkeep upkeep) {

  /// Gaps a cycle, unless told otherwise.
  public static final int GAP_RANGES_PER_CYCLE = 10;

  /// Copies the list.
  public RoleOptions { endpoints = List.copyOf(endpoints); }

  /// The same with another number of gaps a cycle.
  public RoleOptions withGapRangesPerCycle(int ranges) {
    return new RoleOptions(role, host, slot, workers, endpoints, ranges, tuning, http,
        upkeep);
  }

  /// The same with a server for a planner's processes.
  public RoleOptions withHttp(Optional<ServerConfig> server) {
    return new RoleOptions(role, host, slot, workers, endpoints, gapRangesPerCycle, tuning,
        server, upkeep);
  }

  /// The same with another upkeep.
  public RoleOptions withUpkeep(Upkeep other) {
    return new RoleOptions(role, host, slot, workers, endpoints, gapRangesPerCycle, tuning, http,
        other);
  }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "RoleOptions[" + role + ", host=" + host + ", slot=" + slot + ", workers=" + workers
        + ", " + endpoints.size() + " endpoints]";
  }
}
