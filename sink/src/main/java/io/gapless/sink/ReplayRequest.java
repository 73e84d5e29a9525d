package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import java.time.Instant;
import java.util.Optional;

/// What to read from a dataset's topic again.
///
/// @param jobId only records that this job wrote; empty: of every job
/// @param since only records that were written to the topic at this time or later; empty: all that
/// the topic still holds
public record ReplayRequest(Dataset dataset, Optional<String> jobId, Optional<Instant> since) {

  public ReplayRequest {
    if (jobId.isPresent() && !canTellJobs(dataset)) {
      throw new IllegalArgumentException("records of " + dataset.topic() + " belong to no job");
    }
  }

  /// Whether records of a dataset say which job wrote them.
  public static boolean canTellJobs(Dataset dataset) {
    return Selection.canTellJobs(dataset);
  }
}
