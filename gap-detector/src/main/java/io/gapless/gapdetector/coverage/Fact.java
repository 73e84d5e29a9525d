package io.gapless.gapdetector.coverage;

import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;

/// Something that happened to a job, as a record of a topic told it.
public sealed interface Fact {

  /// The job that it is about.
  String jobId();

  /// The planner wrote a job's state.
  record JobSeen(Job job) implements Fact {
    @Override
    public String jobId() {
      return job.getJobId();
    }
  }

  /// The planner forgot a job.
  record JobGone(String jobId) implements Fact {}

  /// A work was published.
  record WorkSeen(RangeWork work) implements Fact {
    @Override
    public String jobId() {
      return work.getJobId();
    }
  }

  /// A fetcher said what became of a leaf.
  ///
  /// @param partition the partition of the coverage topic that said so, as `topic-partition`
  /// @param offset its offset there
  record OutcomeSeen(RangeOutcome outcome, String partition, long offset) implements Fact {
    @Override
    public String jobId() {
      return outcome.getJobId();
    }
  }

  /// The audit found something.
  record Found(Finding finding) implements Fact {
    @Override
    public String jobId() {
      return finding.getJobId();
    }
  }
}
