package io.gapless.cli.pipeline;

import io.gapless.gates.rebuild.CompletedJobs;
import io.gapless.planner.JobListener;
import io.gapless.schemas.record.Job;

/// Has rebuilds begin when the jobs are complete that ask for them.
///
/// @param completed knows which
record RebuildStarter(CompletedJobs completed) implements JobListener {

  @Override
  public void seen(Job job) {
    completed.seen(job);
  }

  @Override
  public void settle() throws InterruptedException {
    completed.begin();
  }
}
