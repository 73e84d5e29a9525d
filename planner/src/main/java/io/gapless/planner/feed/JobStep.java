package io.gapless.planner.feed;

import io.gapless.planner.job.JobPlan;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One job during one step of its process: takes in what happened, and gives out what has to be
/// published. Free of I/O; for one thread.
///
/// ```
///            SUBMIT               complete, nothing abandoned
///   (none) ─────────► RUNNING ─────────────────────────────────► COMPLETE
///               PAUSE │  ▲ RESUME, SUBMIT  │ complete, some abandoned
///                     ▼  │                 ▼
///                    PAUSED             INCOMPLETE ── RESUME, SUBMIT ──► RUNNING
///   COMPLETE, INCOMPLETE ── leaves are open again, as an audit wanted ──► RUNNING
///   RUNNING ── the planner cannot go on ──► FAILED ── REPAIR, SUBMIT ──► RUNNING
///   any ── REMOVE ──► REMOVED, and the process ends
/// ```
public final class JobStep {

  /// Works that one step publishes at most, in bytes: they are part of one record of the log.
  private static final int MOST_BYTES = 300_000;
  private static final int BYTES_A_WORK = 400;
  private static final int BYTES_AN_ADDRESS = 48;

  private final JobFeed feed;
  private final Instant now;
  private final List<LifecycleEvent> events = new ArrayList<>();
  private boolean changed;

  /// @param feed of a copy of the job
  JobStep(JobFeed feed, Instant now) {
    this.feed = feed;
    this.now = now;
  }

  /// The first state of a job that was asked for.
  public static Changes begin(JobPlan plan, Instant now) {
    return new Changes(Optional.of(plan.job()), List.of(), List.of(
        Events.submitted(plan.job(), now), Events.resolved(plan.job(), plan.notes(), now)));
  }

  /// The job as it is now.
  public Job job() {
    return feed.job();
  }

  /// Takes in a change that was asked for.
  ///
  /// @return why it cannot be made, in one line that says what to do
  public Optional<String> change(JobRequest request) {
    var job = feed.job();
    return switch (request.getAction()) {
      case SUBMIT -> {
        submitted(request);
        yield Optional.empty();
      }
      case PAUSE -> {
        if (job.getState() != JobState.RUNNING && job.getState() != JobState.PAUSED) {
          yield Optional.of("job " + job.getJobId() + " is " + job.getState()
              + ": there is nothing to pause");
        }
        move(request, JobState.PAUSED);
        events.add(Events.paused(job, now));
        yield Optional.empty();
      }
      case RESUME, REPAIR -> {
        restart(request);
        yield Optional.empty();
      }
      case REMOVE -> {
        move(request, JobState.REMOVED);
        events.add(Events.removed(job, now));
        yield Optional.empty();
      }
      case WORKERS -> {
        var workers = request.getWorkers();
        if (workers != null && workers < 1) {
          yield Optional.of("a job with " + workers + " workers would stand still: give 1 or more,"
              + " or pause it");
        }
        job.setWorkers(workers);
        move(request, job.getState());
        events.add(Events.workers(job, now));
        yield Optional.empty();
      }
    };
  }

  /// Whether the job will soon need a day that is not found yet.
  public boolean wantsDay() {
    return feed.wantsDay();
  }

  /// First block of the day that it needs.
  public long nextDay() {
    return feed.daysEnd() + 1;
  }

  /// Takes in the day that follows those that the job knows; any other is left out.
  public void found(JobDay day) {
    changed |= feed.found(day);
  }

  /// The planner cannot go on with it.
  ///
  /// @param reason one line that says what to do
  public void fail(String reason) {
    feed.job().setState(JobState.FAILED);
    feed.job().setReason(reason);
    changed = true;
    events.add(Events.failed(feed.job(), now));
  }

  /// All that has to be published now: the end of the job or that it goes on, what was changed, and
  /// works as far as it may be fed.
  public Changes changes() {
    reopen();
    end();
    var works = feed();
    changed |= !works.isEmpty();
    var job = feed.job();
    if (changed) {
      job.setUpdatedAt(now);
    }
    return new Changes(changed ? Optional.of(Job.newBuilder(job).build()) : Optional.empty(),
        works, events);
  }

  /// Whether more works may be published at once.
  public boolean hasNext() {
    return feed.hasNext();
  }

  private List<RangeWork> feed() {
    int most = Math.max(1, MOST_BYTES
        / (BYTES_A_WORK + BYTES_AN_ADDRESS
            * (feed.job().getContracts().size() + feed.job().getParties().size())));
    var works = new ArrayList<RangeWork>();
    while (works.size() < most && feed.hasNext()) {
      works.add(feed.next(now));
    }
    return works;
  }

  private void reopen() {
    if (feed.hasReopened()) {
      feed.job().setState(JobState.RUNNING);
      feed.job().setReason("");
      changed = true;
      events.add(Events.reopened(feed.job(), feed.verdict().orElseThrow(), now));
    }
  }

  private void end() {
    if (feed.hasEnded()) {
      var verdict = feed.verdict().orElseThrow();
      boolean whole = verdict.getBlocksAbandoned() == 0;
      feed.job().setState(whole ? JobState.COMPLETE : JobState.INCOMPLETE);
      feed.job().setReason(whole ? "" : Events.abandoned(verdict));
      changed = true;
      events.add(Events.ended(feed.job(), verdict, now));
    }
  }

  private void submitted(JobRequest request) {
    // how it is cut and tried may be asked for anew, what it covers may not
    JobSpecification asked = request.getSpecification();
    if (asked != null) {
      feed.job().setRangeSize(asked.getRangeSize());
      feed.job().setMaxAttempts(asked.getMaxAttempts());
    }
    if (request.getOnComplete() != null) {
      feed.job().setOnComplete(request.getOnComplete());
    }
    events.add(Events.submitted(feed.job(), now));
    restart(request);
  }

  private void restart(JobRequest request) {
    if (feed.job().getState() == JobState.COMPLETE) {
      // published again so that the asker sees that nothing is left to do
      move(request, JobState.COMPLETE);
      return;
    }
    move(request, JobState.RUNNING);
    events.add(Events.running(feed.job(), now));
  }

  private void move(JobRequest request, JobState state) {
    feed.job().setRequestId(request.getRequestId());
    feed.job().setState(state);
    feed.job().setReason("");
    changed = true;
  }
}
