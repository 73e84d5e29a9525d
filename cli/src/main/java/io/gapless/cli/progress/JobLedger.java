package io.gapless.cli.progress;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of every job, as its topics were read so far. Does no I/O.
///
/// Not safe for several threads.
public final class JobLedger {

  private final FleetReports fleet = new FleetReports();
  private final Map<String, JobTracker> byJob = new HashMap<>();

  /// A job's newest state.
  public void on(Job job) {
    tracker(job.getJobId()).on(job);
  }

  /// The newest verdict on a job.
  public void on(JobVerdict verdict) {
    tracker(verdict.getJobId()).on(verdict);
  }

  /// A worker's newest heartbeat.
  public void on(Heartbeat heartbeat) {
    fleet.add(heartbeat);
  }

  /// Forgets a job that its topic has no record of any more.
  public void forget(String jobId) {
    byJob.remove(jobId);
  }

  /// The job whose newest state answers a request.
  public Optional<String> jobOf(String requestId) {
    return byJob.entrySet().stream()
        .filter(entry -> entry.getValue().requestId().filter(requestId::equals).isPresent())
        .map(Map.Entry::getKey).findFirst();
  }

  /// Whether the newest verdict on a job says that nothing is left to do.
  public boolean judged(String jobId) {
    var tracker = byJob.get(jobId);
    return tracker != null && tracker.judged();
  }

  /// How far a job is at `now`.
  public Optional<JobProgress> progress(String jobId, Instant now) {
    return Optional.ofNullable(byJob.get(jobId)).flatMap(tracker -> tracker.progress(now));
  }

  /// Every job at `now`, the one submitted last first.
  public List<JobProgress> all(Instant now) {
    return byJob.values().stream().sorted(Comparator.comparing(JobTracker::submittedAt).reversed())
        .flatMap(tracker -> tracker.progress(now).stream()).toList();
  }

  private JobTracker tracker(String jobId) {
    return byJob.computeIfAbsent(jobId, id -> new JobTracker(fleet));
  }
}
