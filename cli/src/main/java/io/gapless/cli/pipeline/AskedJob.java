package io.gapless.cli.pipeline;

import java.util.List;
import java.util.Optional;

/// What one job of a backfill covers, bounds as given.
///
/// @param datasets names of datasets, at least one
/// @param contracts addresses in lower case; empty: all, or none where the kind of chain has none
/// @param parties addresses in lower case of which one has to have given or got; empty: anybody
/// @param onComplete what is to be started when the job is complete, in the words of whoever starts it
public record AskedJob(BlockBound from, BlockBound to, List<String> datasets,
    List<String> contracts, List<String> parties, Optional<String> onComplete) {

  /// Copies the lists.
  public AskedJob {
    datasets = List.copyOf(datasets);
    contracts = List.copyOf(contracts);
    parties = List.copyOf(parties);
  }
}
