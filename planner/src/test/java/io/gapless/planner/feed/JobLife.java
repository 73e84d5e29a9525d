package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A job from step to step, as its process leads it.
final class JobLife {

  private final JobBoard board;
  private final List<Consumer<JobStep>> coming = new ArrayList<>();
  private Job job;
  private Optional<String> refusal = Optional.empty();

  JobLife(JobBoard board, Job job) {
    this.board = board;
    this.job = job;
    board.seen(job);
  }

  Job job() {
    return job;
  }

  /// Why the last change could not be made.
  Optional<String> refusal() {
    return refusal;
  }

  /// For the next step.
  void found(JobDay day) {
    coming.add(step -> step.found(day));
  }

  /// For the next step.
  void change(JobRequest request) {
    coming.add(step -> refusal = step.change(request));
  }

  /// For the next step.
  void fail(String reason) {
    coming.add(step -> step.fail(reason));
  }

  /// The first block of the day that it wants.
  Optional<Long> wantedDay() {
    var step = board.step(job, Samples.NOW);
    coming.forEach(each -> each.accept(step));
    return step.wantsDay() ? Optional.of(step.nextDay()) : Optional.empty();
  }

  /// Makes a step, and publishes what it changed.
  Changes take() {
    var step = board.step(job, Samples.NOW);
    coming.forEach(each -> each.accept(step));
    coming.clear();
    var changes = step.changes();
    changes.job().ifPresent(changed -> {
      job = changed;
      board.seen(changed);
    });
    return changes;
  }
}
