package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import java.util.List;
import java.util.Map;

/// What the tables hold of a job's chain and contracts, whichever job wrote it, each row once.
public interface TableCounts {

  /// Rows of a dataset in the job's whole range.
  long rows(Job job, Dataset dataset);

  /// Rows of a dataset in each of these leaves, by the leaf's first block; a leaf without rows may
  /// be left out.
  ///
  /// @param leaves in order, not overlapping
  /// @param digests whether to compute digests
  Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> leaves, boolean digests);
}
