package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the topics say of all jobs: the newest state and the newest verdict of each. Free of I/O;
/// safe for many threads.
public final class JobBoard {

  private final LeafSizing sizing;
  private final int maxOpen;
  private final Map<String, Entry> entries = new HashMap<>();

  /// @param maxOpen works of each job that may be open at a time
  public JobBoard(LeafSizing sizing, int maxOpen) {
    if (maxOpen < 1) {
      throw new IllegalArgumentException("maxOpen < 1: " + maxOpen);
    }
    this.sizing = sizing;
    this.maxOpen = maxOpen;
  }

  private static final class Entry {
    private @Nullable Job job;
    private @Nullable JobVerdict verdict;
    private @Nullable Progress progress;
    /// Whether something was learned since it was last asked what its process has to do.
    private boolean isNews;
  }

  /// Takes in a job as it was published.
  public synchronized void seen(Job job) {
    if (job.getState() == JobState.REMOVED) {
      gone(job.getJobId());
      return;
    }
    var entry = entry(job.getJobId());
    entry.job = job;
    learn(entry);
  }

  /// Forgets a job.
  public synchronized void gone(String jobId) {
    entries.remove(jobId);
  }

  /// Takes in what is covered of a job, which may not be known yet.
  public synchronized void judged(JobVerdict verdict) {
    var entry = entry(verdict.getJobId());
    entry.verdict = verdict;
    learn(entry);
  }

  /// What was learned of a job from its verdicts so far.
  synchronized Optional<Progress> progress(String jobId) {
    return Optional.ofNullable(entries.get(jobId)).map(entry -> entry.progress);
  }

  /// A job for a step of its process, with what is known of it.
  public JobStep step(Job job, Instant now) {
    return new JobStep(new JobFeed(job, progress(job.getJobId()), sizing, maxOpen), now);
  }

  /// Ids of the jobs of which something was learned since this was last asked, and whose process has
  /// something to do.
  public synchronized List<String> needs() {
    var needs = new ArrayList<String>();
    entries.forEach((jobId, entry) -> {
      if (entry.isNews && entry.job != null && entry.progress != null
          && new JobFeed(entry.job, Optional.of(entry.progress), sizing, maxOpen).needsStep()) {
        needs.add(jobId);
      }
      entry.isNews = false;
    });
    return needs;
  }

  /// Gives a job again that was given by [#needs], since its process could not be told.
  public synchronized void untold(String jobId) {
    Optional.ofNullable(entries.get(jobId)).ifPresent(entry -> entry.isNews = true);
  }

  private void learn(Entry entry) {
    entry.isNews = true;
    var job = entry.job;
    var verdict = entry.verdict;
    if (job == null || verdict == null) {
      return;
    }
    var of = sizing.of(job.getChain());
    entry.progress = entry.progress == null
        ? Progress.of(job, verdict, of)
        : entry.progress.after(verdict, of);
  }

  private Entry entry(String jobId) {
    return entries.computeIfAbsent(jobId, _ -> new Entry());
  }
}
