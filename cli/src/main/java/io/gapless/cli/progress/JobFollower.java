package io.gapless.cli.progress;

import io.gapless.cli.console.CommandException;
import io.gapless.schemas.record.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Follows requests through the topics until the jobs that answer them have ended, and shows their
/// progress all the while.
///
/// A `rejected` event answers the request instead where its id, or its detail `request_id`, is the
/// request's; its detail `exit_code` chooses the exit code, 2 without.
public final class JobFollower {

  private static final String NAMESPACE = "backfill";
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PLANNER_PATIENCE = Duration.ofSeconds(20);
  private static final Set<String> TOLD =
      Set.of("resolved", "running", "paused", "reopened", "endpoint-distrusted", "abandoned",
          "removed", "workers", "failed");

  private final JobTopics topics;
  private final ProgressView view;
  private final InstantSource clock;
  private final Supplier<List<String>> failures;

  /// @param topics read from before the request was sent, so that no event is missed
  /// @param failures what went wrong in this process, see
  ///     [io.gapless.cli.pipeline.Pipeline#failures]
  public JobFollower(JobTopics topics, ProgressView view, InstantSource clock,
      Supplier<List<String>> failures) {
    this.topics = topics;
    this.view = view;
    this.clock = clock;
    this.failures = failures;
  }

  /// Returns the job's progress once it has ended, and shows how.
  ///
  /// @throws CommandException if the request is rejected, or this process cannot go on
  public JobProgress follow(String requestId) throws InterruptedException {
    var ended = follow(List.of(requestId)).getFirst();
    view.ended(ended);
    return ended;
  }

  /// Returns the progress of several requests' jobs, in the same order, once all have ended; how they
  /// ended is not shown.
  ///
  /// @throws CommandException if a request is rejected, or this process cannot go on
  public List<JobProgress> follow(List<String> requestIds) throws InterruptedException {
    var followed = requestIds.stream().map(FollowedJob::new).toList();
    Instant start = clock.instant();
    boolean plannerMissed = false;
    while (true) {
      for (LifecycleEvent event : topics.poll(POLL)) {
        followed.forEach(job -> on(event, job.requestId(), job.jobId()));
      }
      var failed = failures.get();
      if (!failed.isEmpty()) {
        throw CommandException.failed(String.join("; ", failed));
      }
      var now = clock.instant();
      followed.forEach(job -> job.update(topics.ledger(), now));
      if (!plannerMissed && now.isAfter(start.plus(PLANNER_PATIENCE))
          && followed.stream().anyMatch(job -> job.jobId().isEmpty())) {
        plannerMissed = true;
        view.message("no planner has answered yet; one runs with `gapless planner`");
      }
      var running = followed.stream().flatMap(job -> job.progress().stream())
          .filter(progress -> !progress.ended()).toList();
      if (!running.isEmpty()) {
        view.show(running);
      }
      if (followed.stream().allMatch(FollowedJob::isSettled)) {
        return followed.stream().flatMap(job -> job.progress().stream()).toList();
      }
    }
  }

  /// Waits until the job's newest state answers a request; empty where no planner answers in time.
  ///
  /// @throws CommandException if the request is rejected
  public Optional<JobProgress> answer(String requestId) throws InterruptedException {
    Instant end = clock.instant().plus(PLANNER_PATIENCE);
    while (clock.instant().isBefore(end)) {
      for (LifecycleEvent event : topics.poll(POLL)) {
        on(event, requestId, Optional.empty());
      }
      var answered = topics.ledger().jobOf(requestId);
      if (answered.isPresent()) {
        return topics.ledger().progress(answered.get(), clock.instant());
      }
    }
    return Optional.empty();
  }

  private void on(LifecycleEvent event, String requestId, Optional<String> jobId) {
    if (!event.getNamespace().equals(NAMESPACE)) {
      return;
    }
    var detail = event.getDetail();
    boolean ofRequest =
        event.getId().equals(requestId) || requestId.equals(detail.get("request_id"));
    if (ofRequest && event.getEvent().equals("rejected")) {
      throw switch (detail.getOrDefault("exit_code", "2")) {
        case "1" -> CommandException.failed(event.getMessage());
        case "3" -> CommandException.unreachable(event.getMessage(), null);
        default -> CommandException.rejected(event.getMessage());
      };
    }
    if ((ofRequest || jobId.filter(event.getId()::equals).isPresent())
        && TOLD.contains(event.getEvent())) {
      view.message(event.getMessage());
    }
  }
}
