package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.coverage.CoverageState.DayKey;
import io.gapless.gapdetector.state.JobSums;
import io.gapless.schemas.record.FindingKind;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.ReadBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Folds facts into the state of each job and decides what follows.
///
/// Pure but for its state: the same facts at the same times give the same decisions. A leaf is
///
/// ```
///            work                outcome: covered
///  unknown ───────► OPEN ─────────────────────────► COVERED
///                    ▲ │ outcome: failed               │ the tables differ, it rests on the
///        next cycle, │ │ passed over                   │ word of a distrusted endpoint
///        when due    │ ▼                               ▼
///                   FAILED ◄───────────────────────────┘
///                    │  ▲ job resumed
///   attempts used up ▼  │
///                   ABANDONED
/// ```
public final class CoverageFold {

  private final CoverageState state;
  private final GapFilling gaps;
  private final Distrust distrust;
  private final Set<String> dirtyJobs = new HashSet<>();
  private final Set<DayKey> dirtyDays = new HashSet<>();
  private List<Decision> decisions = new ArrayList<>();

  /// Goes on where the state left off, what was not yet said included.
  public CoverageFold(CoverageState state, RetryPolicy retry) {
    this.state = state;
    this.gaps = new GapFilling(state, retry, dirtyDays, decision -> decisions.add(decision));
    this.distrust = new Distrust(state, gaps, decision -> decisions.add(decision));
    state.jobIds().stream().filter(id -> state.sums(id).getDirty()).forEach(dirtyJobs::add);
    dirtyDays.addAll(state.days(day -> day.getDirty()));
  }

  /// Takes a fact in.
  ///
  /// @param now epoch milliseconds
  public List<Decision> fold(Fact fact, long now) {
    if (fact instanceof Fact.JobSeen(Job job) && job.getState() != JobState.REMOVED) {
      jobSeen(job, now);
    } else if (fact instanceof Fact.JobGone || fact instanceof Fact.JobSeen) {
      forget(fact.jobId());
      return taken();
    } else if (state.sums(fact.jobId()).getRemoved()) {
      return taken();
    }
    var leaves = new JobLeaves(state, fact.jobId(), dirtyDays);
    switch (fact) {
      case Fact.WorkSeen(var work) -> leaves.published(work, now);
      case Fact.OutcomeSeen(var outcome, var partition, var offset) -> {
        var offsets = state.sums(fact.jobId()).getOffsets();
        outcome.getOffsets().forEach((written, last) -> offsets.merge(written, last, Math::max));
        offsets.merge(partition, offset, Math::max);
        gaps.answered(leaves, outcome, now);
        distrust.answered(leaves, outcome, now);
      }
      case Fact.Found(var finding) -> {
        switch (finding.getKind()) {
          case PASSED -> gaps.passed(leaves, finding, now);
          case READ_BACK -> gaps.readBack(leaves, finding, now);
          case AUDITED -> gaps.audited(leaves, finding, now);
        }
      }
      case Fact.JobSeen _,Fact.JobGone _ -> {
      }
    }
    touch(fact.jobId());
    var job = state.job(fact.jobId());
    if (job != null && (Verdicts.isSettled(job, state.sums(fact.jobId())) || isAudit(fact))) {
      judge(job, now);
    }
    return taken();
  }

  /// Whoever asked for it wants to know at once that it is under way.
  private static boolean isAudit(Fact fact) {
    return fact instanceof Fact.Found(var finding) && finding.getKind() == FindingKind.AUDITED;
  }

  /// Publishes again what is due, and says how days are.
  ///
  /// @param now epoch milliseconds
  public List<Decision> cycle(long now) {
    gaps.publishDue(now).forEach(this::touch);
    markDays(now);
    return taken();
  }

  /// Says how the jobs are that changed since this was last said.
  ///
  /// @param now epoch milliseconds
  public List<Decision> flush(long now) {
    for (String jobId : List.copyOf(dirtyJobs)) {
      var job = state.job(jobId);
      if (job != null) {
        judge(job, now);
      }
    }
    return taken();
  }

  private List<Decision> taken() {
    var taken = decisions;
    decisions = new ArrayList<>();
    return taken;
  }

  private void touch(String jobId) {
    var sums = state.sums(jobId);
    sums.setDirty(true);
    state.put(jobId, sums);
    dirtyJobs.add(jobId);
  }

  private void jobSeen(Job job, long now) {
    var jobId = job.getJobId();
    var former = state.job(jobId);
    var sums = state.sums(jobId);
    sums.setRemoved(false);
    state.put(job);
    boolean anew = former != null && !former.getRequestId().equals(job.getRequestId());
    if (anew) {
      sums.setReadBack(ReadBack.PENDING.name());
      sums.setCoveredTold(false);
    }
    if (job.getState() == JobState.RUNNING
        && (former == null || anew || former.getState() != JobState.RUNNING)) {
      gaps.resume(new JobLeaves(state, jobId, dirtyDays), job, anew, now);
    }
    for (JobDay day : job.getDays()) {
      if (former == null
          || !Verdicts.day(former, day.getDayIdx()).filter(day::equals).isPresent()) {
        var daySums = state.day(jobId, day.getDayIdx());
        daySums.setDirty(true);
        state.put(jobId, day.getDayIdx(), daySums);
        dirtyDays.add(new DayKey(jobId, day.getDayIdx()));
      }
    }
  }

  private void forget(String jobId) {
    var days = new HashSet<>(state.days(jobId));
    days.forEach(day -> decisions.add(new Decision.ForgetDay(jobId, day.dayIdx())));
    decisions.add(new Decision.ForgetJob(jobId));
    state.forget(jobId);
    dirtyJobs.remove(jobId);
    dirtyDays.removeAll(days);
    state.put(jobId, JobSums.newBuilder().setRemoved(true).build());
  }

  private void judge(Job job, long now) {
    var jobId = job.getJobId();
    var sums = state.sums(jobId);
    if (!sums.getCoveredTold() && Verdicts.isSettled(job, sums)) {
      sums.setCoveredTold(true);
      decisions.add(new Decision.Tell(Verdicts.event(jobId, "covered", sums.getBlocksCovered()
          + " blocks are covered, " + sums.getBlocksAbandoned()
          + " given up; the tables are read back next", Map.of(), now)));
      markDays(now);
    }
    decisions.add(new Decision.Judge(Verdicts.of(job, sums, gaps(jobId), now)));
    sums.setDirty(false);
    state.put(jobId, sums);
    dirtyJobs.remove(jobId);
  }

  private List<Gap> gaps(String jobId) {
    var gaps = new ArrayList<Gap>();
    for (long first : state.pending(jobId)) {
      var leaf = state.leaf(jobId, first);
      if (leaf != null) {
        Verdicts.gap(leaf).ifPresent(gaps::add);
      }
      if (gaps.size() == Verdicts.MOST_GAPS) {
        break;
      }
    }
    return gaps;
  }

  private void markDays(long now) {
    for (DayKey key : List.copyOf(dirtyDays)) {
      var job = state.job(key.jobId());
      var bounds = job == null
          ? Optional.<JobDay>empty()
          : Verdicts.day(job, key.dayIdx());
      if (job != null && bounds.isPresent()) {
        var day = state.day(key.jobId(), key.dayIdx());
        day.setVersion(Math.max(now * 1000, day.getVersion() + 1));
        day.setDirty(false);
        state.put(key.jobId(), key.dayIdx(), day);
        decisions.add(new Decision.Mark(
            Verdicts.checkpoint(job, bounds.get(), day, day.getVersion(), now)));
        dirtyDays.remove(key);
      }
    }
  }
}
