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

/// One job and how far it is fed. All that it has to keep lies in the [Job].
final class JobFeed {

  /// Works are fed again where this part of those that may be open is free: each step is one of the
  /// job's process.
  private static final int WORTH_A_STEP = 4;

  private final LeafSizing sizing;
  private final int maxOpen;
  private final Job job;
  private final Optional<Progress> progress;
  private final LeafSize size;
  /// Leaves beyond one a work, since some were cut in two.
  private final long cuts;
  /// Place in the job's days of the one that the next leaf lies in.
  private int day;

  /// @param job a copy is taken
  /// @param progress what was learned from its coverage
  JobFeed(Job job, Optional<Progress> progress, LeafSizing sizing, int maxOpen) {
    this.job = Job.newBuilder(job).build();
    this.job.setDays(new ArrayList<>(job.getDays()));
    this.progress = progress;
    this.sizing = sizing.of(job.getChain());
    this.maxOpen = maxOpen;
    cuts = progress.map(Progress::verdict).map(verdict -> Math.max(0,
        verdict.getWorksDone() + verdict.getWorksOpen() - job.getWorks())).orElse(0L);
    size = progress.map(Progress::size).orElseGet(() -> LeafSize.of(job, this.sizing));
  }

  /// The job itself, to be changed by its owner.
  Job job() {
    return job;
  }

  Optional<JobVerdict> verdict() {
    return progress.map(Progress::verdict);
  }

  /// Whether the verdict is about the job as it was last asked for.
  private Optional<JobVerdict> ownVerdict() {
    return verdict().filter(verdict -> verdict.getRequestId().equals(job.getRequestId()));
  }

  /// Whether the coverage says that nothing is left to do, and the job does not say so yet.
  boolean hasEnded() {
    boolean open = job.getState() == JobState.RUNNING || job.getState() == JobState.PAUSED;
    return open && isFed() && ownVerdict().filter(JobVerdict::getComplete).isPresent();
  }

  /// Whether leaves are open again of a job that had ended, as an audit wanted.
  boolean hasReopened() {
    boolean ended = job.getState() == JobState.COMPLETE || job.getState() == JobState.INCOMPLETE;
    return ended && ownVerdict().filter(verdict -> verdict.getWorksOpen() > 0).isPresent();
  }

  /// Whether there is enough to do that a step is worth it.
  boolean needsStep() {
    return hasEnded() || hasReopened()
        || (hasNext() && allowed() - outstanding() >= Math.max(1, allowed() / WORTH_A_STEP));
  }

  /// Whether every block is in a published work.
  boolean isFed() {
    return job.getPlannedThrough() >= job.getLast();
  }

  /// Leaves that are open, as far as is known. One that was cut counts as two when done.
  long outstanding() {
    return verdict().map(verdict -> job.getWorks() + cuts - verdict.getWorksDone())
        .orElse(job.getWorks());
  }

  /// Whether a work may be published now and its day is known.
  boolean hasNext() {
    return job.getState() == JobState.RUNNING && !isFed() && outstanding() < allowed()
        && currentDay().isPresent();
  }

  /// Whether the job will soon need a day that is not found yet.
  boolean wantsDay() {
    return job.getState() == JobState.RUNNING && daysEnd() < job.getLast()
        && daysEnd() - job.getPlannedThrough() < size.blocks() * mostOpen();
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
        .setParties(List.copyOf(job.getParties()))
        .setFirst(first)
        .setLast(last)
        .setDayIdx(in.getDayIdx())
        .setAttempt(1)
        .setCause(WorkCause.PLANNED)
        .setVerify(job.getVerify())
        .setCorroborate(job.getCorroborate())
        .setSpotEvery(SpotChecks.every(job))
        .setDistrusted(verdict().map(verdict -> List.copyOf(verdict.getDistrusted()))
            .orElse(List.of()))
        .setMinVersion(0)
        .setCreatedAt(now)
        .build();
    job.setWorks(job.getWorks() + 1);
    job.setPlannedThrough(last);
    return work;
  }

  /// Before the first answer only one work a partition is out, so that sizes are learned early.
  private int allowed() {
    boolean taught = verdict().filter(verdict -> verdict.getWorksDone() > 0).isPresent();
    return taught ? mostOpen() : Math.min(mostOpen(), sizing.spread());
  }

  private int mostOpen() {
    return job.getWorkers() == null ? maxOpen : Math.min(maxOpen, job.getWorkers());
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
