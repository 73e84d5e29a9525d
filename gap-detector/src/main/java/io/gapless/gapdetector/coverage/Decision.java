package io.gapless.gapdetector.coverage;

import io.gapless.schemas.record.DayCheckpoint;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;

/// Something to write to a topic.
public sealed interface Decision {

  /// Publish a leaf again.
  record Emit(RangeWork work) implements Decision {}

  /// Say how a job is.
  record Judge(JobVerdict verdict) implements Decision {}

  /// Say how a day of a job is.
  record Mark(DayCheckpoint checkpoint) implements Decision {}

  /// Tell users.
  record Tell(LifecycleEvent event) implements Decision {}

  /// Delete a job's verdict.
  record ForgetJob(String jobId) implements Decision {}

  /// Delete a day's checkpoint.
  record ForgetDay(String jobId, int dayIdx) implements Decision {}
}
