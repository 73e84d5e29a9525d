package io.gapless.cli.progress;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Folds what the topics say of one job into its progress. Does no I/O.
///
/// Not safe for several threads.
final class JobTracker {

  private static final Duration WINDOW = Duration.ofSeconds(20);

  private final FleetReports fleet;
  private final RateWindow blocks = new RateWindow(WINDOW);
  private final RateWindow rows = new RateWindow(WINDOW);
  private @Nullable Job job;
  private @Nullable JobVerdict verdict;

  /// @param fleet what the workers say, shared by all jobs
  JobTracker(FleetReports fleet) {
    this.fleet = fleet;
  }

  /// The job's newest state.
  void on(Job newest) {
    job = newest;
  }

  /// The newest verdict on it.
  void on(JobVerdict newest) {
    verdict = newest;
    blocks.add(newest.getUpdatedAt(), newest.getBlocksCovered());
    rows.add(newest.getUpdatedAt(), sum(newest.getRows()));
  }

  /// Request that the job's newest state answers.
  Optional<String> requestId() {
    return Optional.ofNullable(job).map(Job::getRequestId);
  }

  /// When the job was submitted.
  Instant submittedAt() {
    return job == null ? Instant.EPOCH : job.getSubmittedAt();
  }

  /// Whether the newest verdict says that nothing is left to do.
  boolean judged() {
    return verdict != null && verdict.getComplete();
  }

  /// The progress at `now`; empty until the job's state is known.
  Optional<JobProgress> progress(Instant now) {
    return Optional.ofNullable(job).map(known -> progress(known, now));
  }

  private JobProgress progress(Job known, Instant now) {
    var judged = verdict == null ? nothingYet(known) : verdict;
    boolean ended = switch (known.getState()) {
      case RUNNING, PAUSED -> false;
      case COMPLETE, INCOMPLETE, FAILED, REMOVED -> true;
    };
    var elapsed = Duration.between(known.getSubmittedAt(), ended ? known.getUpdatedAt() : now);
    double blockRate = rate(blocks, ended, judged.getBlocksCovered(), elapsed, now);
    double rowRate = rate(rows, ended, sum(judged.getRows()), elapsed, now);
    long left = known.getLast() - known.getFirst() + 1 - judged.getBlocksCovered()
        - judged.getBlocksAbandoned();
    return new JobProgress(known.getJobId(), known.getChain(), known.getFirst(), known.getLast(),
        known.getState(), known.getReason(), judged.getBlocksCovered(),
        judged.getBlocksAbandoned(), judged.getRows(), judged.getVerdicts(),
        new SpotChecks(judged.getSpotChecks(), judged.getSpotUnproven(), judged.getDistrusted()),
        judged.getRequests(), judged.getRetries(), judged.getGapsFound(), judged.getGapsFilled(),
        judged.getReadBack(),
        elapsed, blockRate, rowRate, ended ? Optional.empty() : timeLeft(left, blockRate),
        fleet.workers(known.getChain(), now),
        fleet.endpoints(known.getChain(), now), judged.getGaps());
  }

  private static Optional<Duration> timeLeft(long blocks, double perSecond) {
    return perSecond <= 0 || blocks <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (blocks / perSecond * 1000)));
  }

  /// The window's rate; the average of all the time where the job has ended, or the window knows
  /// too little.
  private static double rate(RateWindow window, boolean ended, long count, Duration elapsed,
      Instant now) {
    double average = elapsed.toMillis() <= 0 ? 0 : count * 1000.0 / elapsed.toMillis();
    return ended ? average : window.perSecond(now).orElse(average);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static JobVerdict nothingYet(Job job) {
    return JobVerdict.newBuilder().setJobId(job.getJobId()).setRequestId(job.getRequestId())
        .setBlocksPlanned(0).setBlocksCovered(0).setBlocksAbandoned(0).setWorksDone(0)
        .setWorksOpen(0).setRows(Map.of()).setVerdicts(Map.of()).setRequests(0).setRetries(0)
        .setGapsFound(0).setGapsFilled(0).setGaps(List.of()).setReadBack(ReadBack.PENDING)
        .setComplete(false).setUpdatedAt(job.getUpdatedAt()).build();
  }
}
