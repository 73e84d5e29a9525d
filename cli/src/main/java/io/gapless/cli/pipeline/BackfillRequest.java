package io.gapless.cli.pipeline;

import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A backfill that a user asked for, checked as far as that goes without asking a node.
///
/// @param endpoints nodes to ask, **secret** since keys stand in URLs; empty where the fleet has
///     its own
/// @param chain `evm-<chain id>`, if the user named it; else the nodes say it
/// @param datasets names of datasets, at least one
/// @param contracts addresses in lower case; empty: all
/// @param rangeSize blocks a leaf; empty: adapts
/// @param verify the verdict that is asked for
/// @param maxAttempts fetches of a leaf before it is abandoned
/// @param workers fetchers in this process
/// @param host first part of the ids of this process's workers
/// @param gapRangesPerCycle gaps that this process's gap detector has fetched again in a cycle at
///     most
/// @param hedge whether fetchers of this process ask a second node where one is slow
public record BackfillRequest(List<URI> endpoints, Optional<String> chain, BlockBound from,
    BlockBound to, List<String> datasets, List<String> contracts, OptionalLong rangeSize,
    Verdict verify, boolean corroborate, int maxAttempts, int workers, String host,
    int gapRangesPerCycle, boolean hedge) {

  /// Copies the lists.
  public BackfillRequest {
    endpoints = List.copyOf(endpoints);
    datasets = List.copyOf(datasets);
    contracts = List.copyOf(contracts);
  }

  /// With the usual number of gaps a cycle, without hedging.
  public BackfillRequest(List<URI> endpoints, Optional<String> chain, BlockBound from,
      BlockBound to, List<String> datasets, List<String> contracts, OptionalLong rangeSize,
      Verdict verify, boolean corroborate, int maxAttempts, int workers, String host) {
    this(endpoints, chain, from, to, datasets, contracts, rangeSize, verify, corroborate,
        maxAttempts, workers, host, RoleOptions.GAP_RANGES_PER_CYCLE, false);
  }

  /// The same with another number of gaps a cycle.
  public BackfillRequest withGapRangesPerCycle(int ranges) {
    return new BackfillRequest(endpoints, chain, from, to, datasets, contracts, rangeSize, verify,
        corroborate, maxAttempts, workers, host, ranges, hedge);
  }

  /// The same with hedging, or without.
  public BackfillRequest withHedging(boolean hedging) {
    return new BackfillRequest(endpoints, chain, from, to, datasets, contracts, rangeSize, verify,
        corroborate, maxAttempts, workers, host, gapRangesPerCycle, hedging);
  }

  /// What the planner is told.
  ///
  /// @param resolvedChain the chain that the nodes are of
  public JobSpecification specification(String resolvedChain) {
    return JobSpecification.newBuilder().setChain(resolvedChain).setDatasets(datasets)
        .setContracts(contracts).setFrom(from.toString()).setTo(to.toString())
        .setRangeSize(rangeSize.isPresent() ? rangeSize.getAsLong() : null).setVerify(verify)
        .setCorroborate(corroborate).setMaxAttempts(maxAttempts).build();
  }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "BackfillRequest[" + endpoints.size() + " endpoints, chain=" + chain + ", from=" + from
        + ", to=" + to + ", datasets=" + datasets + ", contracts=" + contracts + ", rangeSize="
        + rangeSize + ", verify=" + verify + ", corroborate=" + corroborate + ", maxAttempts="
        + maxAttempts + ", workers=" + workers + ", host=" + host + "]";
  }
}
