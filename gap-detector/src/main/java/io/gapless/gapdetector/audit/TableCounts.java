package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the tables hold of a job's chain, contracts and parties, whichever job wrote it, each row once.
public interface TableCounts {

  /// How long the dataset's table keeps a row after it was fetched; empty: for ever.
  Optional<Duration> timeToLive(Dataset dataset);

  /// Rows of a dataset in the job's whole range.
  long rows(Job job, Dataset dataset);

  /// Rows of a dataset in each of these leaves, by the leaf's first block; a leaf without rows may
  /// be left out.
  ///
  /// @param leaves in order, not overlapping
  /// @param digests whether to compute digests
  Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> leaves, boolean digests);

  /// The same for each version of rows that a leaf has.
  Map<Long, Map<Long, LeafRows>> byVersion(Job job, Dataset dataset, List<CoveredLeaf> leaves,
      boolean digests);

  /// The newest version of any row in each of these leaves, deleted ones and those of other
  /// contracts too, by the leaf's first block.
  Map<Long, Long> newestVersions(Job job, Dataset dataset, List<CoveredLeaf> leaves);

  /// Rows of a dataset in a leaf with their digests, by block.
  Map<Long, LeafRows> byBlock(Job job, Dataset dataset, CoveredLeaf leaf);

  /// Keys of the rows in a leaf that are older than it, each as the key's columns after the chain.
  List<List<Long>> keysOlderThan(Job job, Dataset dataset, CoveredLeaf leaf);
}
