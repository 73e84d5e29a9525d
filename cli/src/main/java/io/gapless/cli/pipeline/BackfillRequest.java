package io.gapless.cli.pipeline;

import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A backfill that a user asked for, checked as far as that goes without asking a node.
///
/// @param family the kind of chain
/// @param endpoints nodes to ask, **secret** since keys stand in URLs; empty where the fleet has
///     its own
/// @param chain its name, such as `evm-1`, if the user named it; else the nodes say it
/// @param jobs one or more, no two alike, all of the same chain
/// @param rangeSize blocks a leaf; empty: adapts
/// @param verify the verdict that is asked for
/// @param maxAttempts fetches of a leaf before it is abandoned
/// @param workers fetchers in this process
/// @param host first part of the ids of this process's workers
/// @param gapRangesPerCycle gaps that this process's gap detector has fetched again in a cycle at
///     most
/// @param tuning how fetchers of this process ask nodes
/// @param upkeep how this process looks after its workers
public record BackfillRequest(ChainFamily family, List<URI> endpoints, Optional<String> chain,
    List<AskedJob> jobs, OptionalLong rangeSize, Verdict verify, boolean corroborate,
    int maxAttempts, int workers, String host, int gapRangesPerCycle, NodeTuning tuning,
    Upkeep upkeep) {

  /// Copies the lists; refuses to be without jobs, or with the same twice, with an
  /// [IllegalArgumentException].
  public BackfillRequest {
    endpoints = List.copyOf(endpoints);
    jobs = List.copyOf(jobs);
    if (jobs.isEmpty() || new HashSet<>(jobs).size() < jobs.size()) {
      throw new IllegalArgumentException("no jobs, or two alike: " + jobs);
    }
  }

  /// With the usual upkeep.
  public BackfillRequest(ChainFamily family, List<URI> endpoints, Optional<String> chain,
      List<AskedJob> jobs, OptionalLong rangeSize, Verdict verify, boolean corroborate,
      int maxAttempts, int workers, String host, int gapRangesPerCycle, NodeTuning tuning) {
    this(family, endpoints, chain, jobs, rangeSize, verify, corroborate, maxAttempts, workers,
        host, gapRangesPerCycle, tuning, Upkeep.USUAL);
  }

  /// The same for some of its jobs.
  public BackfillRequest with(List<AskedJob> some) {
    return new BackfillRequest(family, endpoints, chain, some, rangeSize, verify, corroborate,
        maxAttempts, workers, host, gapRangesPerCycle, tuning, upkeep);
  }

  /// The same with another upkeep.
  public BackfillRequest withUpkeep(Upkeep other) {
    return new BackfillRequest(family, endpoints, chain, jobs, rangeSize, verify, corroborate,
        maxAttempts, workers, host, gapRangesPerCycle, tuning, other);
  }

  /// What the planner is told of one of its jobs.
  ///
  /// @param resolvedChain the chain that the nodes are of
  public JobSpecification specification(AskedJob job, String resolvedChain) {
    return JobSpecification.newBuilder().setChain(resolvedChain).setDatasets(job.datasets())
        .setContracts(job.contracts()).setParties(job.parties())
        .setFrom(job.from().toString()).setTo(job.to().toString())
        .setRangeSize(rangeSize.isPresent() ? rangeSize.getAsLong() : null).setVerify(verify)
        .setCorroborate(corroborate).setMaxAttempts(maxAttempts).build();
  }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "BackfillRequest[" + endpoints.size() + " endpoints, chain=" + chain + ", jobs=" + jobs
        + ", rangeSize=" + rangeSize + ", verify=" + verify + ", corroborate=" + corroborate
        + ", maxAttempts="
        + maxAttempts + ", workers=" + workers + ", host=" + host + "]";
  }
}
