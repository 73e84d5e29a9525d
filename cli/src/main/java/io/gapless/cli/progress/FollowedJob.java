package io.gapless.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A request, and how far the job is that answers it.
///
/// For one thread.
final class FollowedJob {

  /// The job's last state may be read before the last verdict, which comes from another topic; and a
  /// complete job that is asked for again is counted again.
  private static final Duration VERDICT_GRACE = Duration.ofSeconds(20);

  private final String requestId;
  private Optional<String> jobId = Optional.empty();
  private Optional<JobProgress> progress = Optional.empty();
  private Optional<Instant> endedSince = Optional.empty();
  private boolean settled;

  FollowedJob(String requestId) {
    this.requestId = requestId;
  }

  /// Looks at what is known of it now.
  void update(JobLedger ledger, Instant now) {
    jobId = jobId.or(() -> ledger.jobOf(requestId));
    progress = jobId.flatMap(id -> ledger.progress(id, now));
    endedSince = progress.filter(JobProgress::ended).map(ended -> endedSince.orElse(now));
    settled = endedSince.isPresent() && (jobId.filter(ledger::judged).isPresent()
        || now.isAfter(endedSince.get().plus(VERDICT_GRACE)));
  }

  String requestId() {
    return requestId;
  }

  /// The job that answers the request, once there is one.
  Optional<String> jobId() {
    return jobId;
  }

  /// How far it is, once that is known.
  Optional<JobProgress> progress() {
    return progress;
  }

  /// Whether it has ended, and all is known of how.
  boolean isSettled() {
    return settled;
  }
}
