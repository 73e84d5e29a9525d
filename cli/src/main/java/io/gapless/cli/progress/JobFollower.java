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
import org.jspecify.annotations.Nullable;

/// Follows a request through the topics until the job that answers it has ended, and shows its
/// progress all the while.
///
/// A `rejected` event answers the request instead where its id, or its detail `request_id`, is the
/// request's; its detail `exit_code` chooses the exit code, 2 without.
public final class JobFollower {

  private static final String NAMESPACE = "backfill";
  private static final Duration POLL = Duration.ofMillis(250);
  /// The job's last state may be read before the last verdict, which comes from another topic; and a
  /// complete job that is asked for again is counted again.
  private static final Duration VERDICT_GRACE = Duration.ofSeconds(20);
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

  /// Returns the job's progress once it has ended.
  ///
  /// @throws CommandException if the request is rejected, or this process cannot go on
  public JobProgress follow(String requestId) throws InterruptedException {
    Instant start = clock.instant();
    boolean plannerMissed = false;
    @Nullable
    String jobId = null;
    @Nullable
    Instant ended = null;
    while (true) {
      for (LifecycleEvent event : topics.poll(POLL)) {
        on(event, requestId, jobId);
      }
      var failed = failures.get();
      if (!failed.isEmpty()) {
        throw CommandException.failed(String.join("; ", failed));
      }
      var now = clock.instant();
      if (jobId == null) {
        jobId = topics.ledger().jobOf(requestId).orElse(null);
        if (jobId == null && !plannerMissed && now.isAfter(start.plus(PLANNER_PATIENCE))) {
          plannerMissed = true;
          view.message("no planner has answered yet; one runs with `gapless planner`");
        }
        if (jobId == null) {
          continue;
        }
      }
      var progress = topics.ledger().progress(jobId, now);
      if (progress.isEmpty()) {
        continue;
      }
      if (!progress.get().ended()) {
        ended = null;
        view.show(progress.get());
        continue;
      }
      ended = ended == null ? now : ended;
      if (topics.ledger().judged(jobId) || now.isAfter(ended.plus(VERDICT_GRACE))) {
        view.ended(progress.get());
        return progress.get();
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
        on(event, requestId, null);
      }
      var answered = topics.ledger().jobOf(requestId);
      if (answered.isPresent()) {
        return topics.ledger().progress(answered.get(), clock.instant());
      }
    }
    return Optional.empty();
  }

  private void on(LifecycleEvent event, String requestId, @Nullable String jobId) {
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
    if ((ofRequest || event.getId().equals(jobId)) && TOLD.contains(event.getEvent())) {
      view.message(event.getMessage());
    }
  }
}
