package io.gapless.cli.pipeline;

import java.net.URI;
import java.util.List;

/// How one role runs as a process of its own.
///
/// @param role `planner`, `fetcher`, `sink` or `gap-detector`
/// @param host the host's part of its worker id
/// @param slot its number among the workers of this role on this host, from 0
/// @param workers members that run in this process, in slots from `slot` on
/// @param endpoints nodes that it asks, **secret**; empty for roles that ask none
/// @param gapRangesPerCycle gaps that a gap detector has fetched again in a cycle at most
/// @param hedge whether fetchers ask a second node where one is slow
public record RoleOptions(String role, String host, int slot, int workers, List<URI> endpoints,
    int gapRangesPerCycle, boolean hedge) {

  /// Gaps a cycle, unless told otherwise.
  static final int GAP_RANGES_PER_CYCLE = 10;

  /// Copies the list.
  public RoleOptions { endpoints = List.copyOf(endpoints); }

  /// With the usual number of gaps a cycle, without hedging.
  public RoleOptions(String role, String host, int slot, int workers, List<URI> endpoints) {
    this(role, host, slot, workers, endpoints, GAP_RANGES_PER_CYCLE, false);
  }

  /// The same with another number of gaps a cycle.
  public RoleOptions withGapRangesPerCycle(int ranges) {
    return new RoleOptions(role, host, slot, workers, endpoints, ranges, hedge);
  }

  /// The same with hedging, or without.
  public RoleOptions withHedging(boolean hedging) {
    return new RoleOptions(role, host, slot, workers, endpoints, gapRangesPerCycle, hedging);
  }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "RoleOptions[" + role + ", host=" + host + ", slot=" + slot + ", workers=" + workers
        + ", " + endpoints.size() + " endpoints]";
  }
}
