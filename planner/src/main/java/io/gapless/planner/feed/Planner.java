package io.gapless.planner.feed;

import io.gapless.planner.job.JobPlan;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All jobs and what becomes of them: takes in requests, verdicts and days, and gives out what has
/// to be published. Free of I/O; for one thread.
///
/// ```
///            SUBMIT               complete, nothing abandoned
///   (none) ─────────► RUNNING ─────────────────────────────────► COMPLETE
///               PAUSE │  ▲ RESUME, SUBMIT  │ complete, some abandoned
///                     ▼  │                 ▼
///                    PAUSED             INCOMPLETE, FAILED ── RESUME, SUBMIT ──► RUNNING
///   COMPLETE, INCOMPLETE ── leaves are open again, as an audit wanted ──► RUNNING
///   any ── REMOVE ──► REMOVED ── SUBMIT ──► RUNNING (goes on where it was)
/// ```
public final class Planner {

  /// Works that one transaction holds at most, so that others see them soon.
  private static final int MAX_WORKS = 512;

  private final LeafSizing sizing;
  private final int maxOutstanding;
  private final InstantSource clock;
  private final Map<String, JobFeed> jobs = new LinkedHashMap<>();
  /// The newest of each job, also of jobs that are not known yet.
  private final Map<String, JobVerdict> verdicts = new LinkedHashMap<>();
  private final Set<JobFeed> changed = new LinkedHashSet<>();
  private final List<LifecycleEvent> events = new ArrayList<>();
  /// Turns every time, so that another job is first to be fed.
  private int turn;

  /// @param maxOutstanding works of each job that may be open at a time
  public Planner(LeafSizing sizing, int maxOutstanding, InstantSource clock) {
    if (maxOutstanding < 1) {
      throw new IllegalArgumentException("maxOutstanding < 1: " + maxOutstanding);
    }
    this.sizing = sizing;
    this.maxOutstanding = maxOutstanding;
    this.clock = clock;
  }

  /// Takes back a job as it was published; a newer state replaces the older.
  public void restore(Job job) {
    var feed = new JobFeed(job, sizing, maxOutstanding);
    jobs.put(job.getJobId(), feed);
    Optional.ofNullable(verdicts.get(job.getJobId())).ifPresent(feed::judged);
  }

  /// Forgets a job whose record was deleted.
  public void forget(String jobId) {
    jobs.remove(jobId);
  }

  /// The job of this id as it is now.
  public Optional<Job> job(String jobId) {
    return Optional.ofNullable(jobs.get(jobId)).map(feed -> Job.newBuilder(feed.job()).build());
  }

  /// Whether a job's state answers this request already, because it was read twice.
  public boolean answered(String requestId) {
    return jobs.values().stream().anyMatch(feed -> feed.job().getRequestId().equals(requestId));
  }

  /// Takes in what is covered of a job.
  public void judged(JobVerdict verdict) {
    verdicts.put(verdict.getJobId(), verdict);
    Optional.ofNullable(jobs.get(verdict.getJobId())).ifPresent(feed -> feed.judged(verdict));
  }

  /// Takes in a job that was asked for and resolved: new, or one that there is already.
  public void submitted(JobRequest request, JobPlan plan) {
    Job asked = plan.job();
    JobFeed known = jobs.get(asked.getJobId());
    if (known == null) {
      restore(asked);
      changed.add(jobs.get(asked.getJobId()));
      events.add(Events.submitted(asked, now()));
      events.add(Events.resolved(asked, plan.notes(), now()));
      return;
    }
    // how it is cut and tried may be asked for anew, what it covers may not
    known.job().setRangeSize(asked.getRangeSize());
    known.job().setMaxAttempts(asked.getMaxAttempts());
    events.add(Events.submitted(asked, now()));
    restart(known, request);
  }

  /// Takes in a change of a job.
  public void changed(JobRequest request) {
    JobFeed feed = jobs.get(request.getJobId());
    if (feed == null) {
      rejected(request, "there is no job " + request.getJobId()
          + (jobs.isEmpty() ? ": none was submitted" : ": `gapless status` lists them"));
      return;
    }
    JobState state = feed.job().getState();
    switch (request.getAction()) {
      case SUBMIT -> throw new IllegalArgumentException("a submission is not a change");
      case PAUSE -> {
        if (state == JobState.RUNNING || state == JobState.PAUSED) {
          move(feed, request, JobState.PAUSED);
          events.add(Events.paused(feed.job(), now()));
        } else {
          rejected(request, "job " + request.getJobId() + " is " + state + ": there is nothing to "
              + "pause");
        }
      }
      case RESUME -> {
        if (state == JobState.REMOVED) {
          rejected(request, "job " + request.getJobId() + " was removed: submit it again");
        } else {
          restart(feed, request);
        }
      }
      case REMOVE -> {
        move(feed, request, JobState.REMOVED);
        events.add(Events.removed(feed.job(), now()));
      }
    }
  }

  /// Says that a request cannot be carried out.
  ///
  /// @param reason one line that says what to do
  public void rejected(JobRequest request, String reason) {
    events.add(Events.rejected(request, reason, now()));
  }

  /// Jobs that need their next day, by id, with the block that it begins with.
  public Map<String, Long> wantedDays() {
    var wanted = new LinkedHashMap<String, Long>();
    jobs.forEach((id, feed) -> {
      if (feed.wantsDay()) {
        wanted.put(id, feed.daysEnd() + 1);
      }
    });
    return wanted;
  }

  /// Takes in the day that follows those that a job knows; any other is left out.
  public void found(String jobId, JobDay day) {
    JobFeed feed = jobs.get(jobId);
    if (feed != null && feed.found(day)) {
      changed.add(feed);
    }
  }

  /// All that has to be published now: ends of jobs, changes, and works as far as jobs may be fed.
  public Changes take() {
    jobs.values().forEach(this::reopen);
    jobs.values().forEach(this::end);
    List<RangeWork> works = feed();
    Instant now = now();
    var changes =
        new Changes(changed.stream().map(feed -> feed.snapshot(now)).toList(), works, events);
    changed.clear();
    events.clear();
    return changes;
  }

  /// One work of each job in turn, until none may get more.
  private List<RangeWork> feed() {
    var works = new ArrayList<RangeWork>();
    var hungry = new ArrayList<>(jobs.values().stream().filter(JobFeed::hasNext).toList());
    Collections.rotate(hungry, -(turn++ % Math.max(1, hungry.size())));
    while (!hungry.isEmpty() && works.size() < MAX_WORKS) {
      for (Iterator<JobFeed> each = hungry.iterator(); each.hasNext();) {
        JobFeed feed = each.next();
        works.add(feed.next(now()));
        changed.add(feed);
        if (!feed.hasNext()) {
          each.remove();
        }
      }
    }
    return works;
  }

  private void reopen(JobFeed feed) {
    Job job = feed.job();
    boolean ended = job.getState() == JobState.COMPLETE || job.getState() == JobState.INCOMPLETE;
    feed.verdict().filter(verdict -> ended && verdict.getWorksOpen() > 0
        && verdict.getRequestId().equals(job.getRequestId())).ifPresent(verdict -> {
          job.setState(JobState.RUNNING);
          job.setReason("");
          changed.add(feed);
          events.add(Events.reopened(job, verdict, now()));
        });
  }

  private void end(JobFeed feed) {
    Job job = feed.job();
    JobVerdict verdict = feed.verdict().orElse(null);
    boolean open = job.getState() == JobState.RUNNING || job.getState() == JobState.PAUSED;
    if (verdict == null || !open || !feed.isFed() || !verdict.getComplete()
        || !verdict.getRequestId().equals(job.getRequestId())) {
      return;
    }
    boolean whole = verdict.getBlocksAbandoned() == 0;
    job.setState(whole ? JobState.COMPLETE : JobState.INCOMPLETE);
    job.setReason(whole ? "" : Events.abandoned(verdict));
    changed.add(feed);
    events.add(Events.ended(job, verdict, now()));
  }

  private void restart(JobFeed feed, JobRequest request) {
    if (feed.job().getState() == JobState.COMPLETE) {
      // published again so that the asker sees that nothing is left to do
      move(feed, request, JobState.COMPLETE);
      return;
    }
    move(feed, request, JobState.RUNNING);
    events.add(Events.running(feed.job(), now()));
  }

  private void move(JobFeed feed, JobRequest request, JobState state) {
    feed.job().setRequestId(request.getRequestId());
    feed.job().setState(state);
    feed.job().setReason("");
    changed.add(feed);
  }

  private Instant now() {
    return clock.instant();
  }
}
