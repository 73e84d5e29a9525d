package io.gapless.planner;

import io.gapless.schemas.record.Job;

/// Who wants to know of jobs, from a thread of its own.
public interface JobListener {

  /// Nobody.
  JobListener NONE = new JobListener() {
    @Override
    public void seen(Job job) {}

    @Override
    public void settle() {}
  };

  /// A job is like this now. All jobs are told at the start, too.
  void seen(Job job);

  /// Time to do what follows from all that was seen; called again and again, and may wait.
  void settle() throws InterruptedException;
}
