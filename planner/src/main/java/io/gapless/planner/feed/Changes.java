package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.util.List;

/// What has to be published in one transaction.
///
/// @param jobs states of jobs that changed, each once
/// @param works works to fetch, in the order to publish them
/// @param events what happened, in order
public record Changes(List<Job> jobs, List<RangeWork> works, List<LifecycleEvent> events) {

  /// Takes copies.
  public Changes {
    jobs = List.copyOf(jobs);
    works = List.copyOf(works);
    events = List.copyOf(events);
  }

  /// Whether there is nothing to publish.
  public boolean isEmpty() {
    return jobs.isEmpty() && works.isEmpty() && events.isEmpty();
  }
}
