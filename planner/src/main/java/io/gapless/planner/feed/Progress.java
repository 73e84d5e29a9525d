package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;

/// What was learned of a job from its coverage; learned again after a restart.
///
/// @param verdict the newest
/// @param size of the next leaves
record Progress(JobVerdict verdict, LeafSize size) {

  /// What a first verdict says.
  static Progress of(Job job, JobVerdict verdict, LeafSizing sizing) {
    return new Progress(verdict, LeafSize.of(job, sizing)).after(verdict, sizing);
  }

  /// The same with a newer verdict.
  Progress after(JobVerdict newest, LeafSizing sizing) {
    return new Progress(newest, size.after(newest, sizing));
  }
}
