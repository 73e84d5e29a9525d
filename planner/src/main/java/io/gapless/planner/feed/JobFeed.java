package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.work.SpotChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One job and how far it is fed. All that it has to keep lies in the [Job]; the rest is learned
/// again after a restart.
final class JobFeed {

  private final LeafSizing sizing;
  private final int maxOutstanding;
  private final Job job;
  private LeafSize size;
  private @Nullable JobVerdict verdict;
  /// Leaves beyond one a work, since some were cut in two.
  private long cuts;
  /// Place in the job's days of the one that the next leaf lies in.
  private int day;

  JobFeed(Job job, LeafSizing sizing, int maxOutstanding) {
    this.job = Job.newBuilder(job).build();
    this.job.setDays(new ArrayList<>(job.getDays()));
    this.sizing = sizing.of(job.getChain());
    this.maxOutstanding = maxOutstanding;
    this.size = LeafSize.of(job, this.sizing);
  }

  /// The job itself, to be changed by its owner.
  Job job() {
    return job;
  }

  /// A copy to publish.
  Job snapshot(Instant now) {
    job.setUpdatedAt(now);
    return Job.newBuilder(job).build();
  }

  void judged(JobVerdict newest) {
    verdict = newest;
    cuts = Math.max(cuts, newest.getWorksDone() + newest.getWorksOpen() - job.getWorks());
    size = size.after(newest, sizing);
  }

  Optional<JobVerdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  /// Whether every block is in a published work.
  boolean isFed() {
    return job.getPlannedThrough() >= job.getLast();
  }

  /// Leaves that are open, as far as is known. One that was cut counts as two when done.
  long outstanding() {
    if (verdict == null) {
      return job.getWorks();
    }
    return job.getWorks() + cuts - verdict.getWorksDone();
  }

  /// Whether a work may be published now and its day is known.
  boolean hasNext() {
    return job.getState() == JobState.RUNNING && !isFed() && outstanding() < allowed()
        && currentDay().isPresent();
  }

  /// Whether the job will soon need a day that is not found yet.
  boolean wantsDay() {
    return job.getState() == JobState.RUNNING && daysEnd() < job.getLast()
        && daysEnd() - job.getPlannedThrough() < size.blocks() * maxOutstanding;
  }

  /// Last block of the days found so far; the block before the job's first where there are none.
  long daysEnd() {
    return job.getDays().isEmpty() ? job.getFirst() - 1 : job.getDays().getLast().getLast();
  }

  /// Appends a day, if it is the one that follows.
  boolean found(JobDay next) {
    return next.getFirst() == daysEnd() + 1 && job.getDays().add(next);
  }

  /// Takes the next work; call only when there is one.
  RangeWork next(Instant now) {
    JobDay in = currentDay().orElseThrow();
    long first = job.getPlannedThrough() + 1;
    long last = first + leafBlocks(first, in.getLast()) - 1;
    RangeWork work = RangeWork.newBuilder()
        .setJobId(job.getJobId())
        .setNumber(job.getWorks())
        .setChain(job.getChain())
        .setDatasets(List.copyOf(job.getDatasets()))
        .setContracts(List.copyOf(job.getContracts()))
        .setFirst(first)
        .setLast(last)
        .setDayIdx(in.getDayIdx())
        .setAttempt(1)
        .setCause(WorkCause.PLANNED)
        .setVerify(job.getVerify())
        .setCorroborate(job.getCorroborate())
        .setSpotEvery(SpotChecks.every(job))
        .setDistrusted(verdict == null ? List.of() : List.copyOf(verdict.getDistrusted()))
        .setMinVersion(0)
        .setCreatedAt(now)
        .build();
    job.setWorks(job.getWorks() + 1);
    job.setPlannedThrough(last);
    return work;
  }

  /// Before the first answer only one work a partition is out, so that sizes are learned early.
  private int allowed() {
    boolean taught = verdict != null && verdict.getWorksDone() > 0;
    return taught ? maxOutstanding : Math.min(maxOutstanding, sizing.spread());
  }

  private Optional<JobDay> currentDay() {
    List<JobDay> days = job.getDays();
    while (day < days.size() && days.get(day).getLast() <= job.getPlannedThrough()) {
      day++;
    }
    return day < days.size() ? Optional.of(days.get(day)) : Optional.empty();
  }

  private long leafBlocks(long first, long dayLast) {
    long restOfDay = dayLast - first + 1;
    Long fixed = job.getRangeSize();
    if (fixed != null) {
      return Math.min(fixed, restOfDay);
    }
    long jobBlocks = job.getLast() - job.getFirst() + 1;
    long wanted = sizing.toTheEnd(size.blocks(), jobBlocks, job.getLast() - first + 1);
    // equal pieces of what is left of the day, rather than a small one at its end
    return Math.ceilDiv(restOfDay, Math.ceilDiv(restOfDay, wanted));
  }
}
