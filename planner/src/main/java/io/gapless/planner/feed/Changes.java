package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.util.List;
import java.util.Optional;

/// What a step of a job has to publish, all or nothing.
///
/// @param job its new state; empty where it is as before
/// @param works works to fetch, in the order to publish them
/// @param events what happened, in order
public record Changes(Optional<Job> job, List<RangeWork> works, List<LifecycleEvent> events) {

  /// Takes copies.
  public Changes {
    works = List.copyOf(works);
    events = List.copyOf(events);
  }
}
