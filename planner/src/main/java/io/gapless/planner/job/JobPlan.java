package io.gapless.planner.job;

import io.gapless.schemas.record.Job;
import java.util.List;

/// A job whose bounds are resolved, before anything is published of it.
///
/// @param job RUNNING, without works and days
/// @param notes what the user has to know of how it was resolved, a sentence each
public record JobPlan(Job job, List<String> notes) {

  /// Takes a copy of the notes.
  public JobPlan { notes = List.copyOf(notes); }
}
