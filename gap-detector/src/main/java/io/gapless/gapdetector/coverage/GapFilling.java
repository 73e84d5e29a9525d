package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.coverage.CoverageState.DayKey;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.gapdetector.state.Trouble;
import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.ReadBack;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides which leaves are gaps, and when each is fetched again or given up.
final class GapFilling {

  /// Due leaves that a cycle looks at, most of them of jobs that wait.
  private static final int MOST_LOOKED_AT = 1000;

  private final CoverageState state;
  private final RetryPolicy retry;
  private final Set<DayKey> dirtyDays;
  private final Consumer<Decision> decide;

  GapFilling(CoverageState state, RetryPolicy retry, Set<DayKey> dirtyDays,
      Consumer<Decision> decide) {
    this.state = state;
    this.retry = retry;
    this.dirtyDays = dirtyDays;
    this.decide = decide;
  }

  /// Publishes again what is due, as many ranges as a cycle may.
  ///
  /// @return the jobs that changed
  Set<String> publishDue(long now) {
    var changed = new HashSet<String>();
    var due = new DueRanges();
    for (var key : state.due(now, MOST_LOOKED_AT)) {
      var leaf = state.leaf(key.jobId(), key.first());
      if (leaf == null) {
        continue;
      }
      var job = state.job(key.jobId());
      var leaves = new JobLeaves(state, key.jobId(), dirtyDays);
      if (job == null || job.getState() != JobState.RUNNING) {
        leaves.schedule(leaf, 0);
        changed.add(key.jobId());
      } else if (abandonIfUsedUp(leaves, job, leaf, now)) {
        changed.add(key.jobId());
      } else {
        due.add(job, leaf);
      }
    }
    due.longestDue(retry.rangesPerCycle()).forEach((job, ranges) -> {
      publish(job, ranges, now);
      changed.add(job.getJobId());
    });
    return changed;
  }

  private void publish(Job job, List<DueRanges.Range> ranges, long now) {
    var leaves = new JobLeaves(state, job.getJobId(), dirtyDays);
    var sums = state.sums(job.getJobId());
    for (var range : ranges) {
      for (Leaf leaf : range.leaves()) {
        leaves.reopen(leaf, now);
        decide.accept(new Decision.Emit(Verdicts.work(job, sums, leaf, now)));
      }
    }
    tellGaps(job.getJobId(), ranges, now);
  }

  /// The job runs (again): what waited for it is due, and if it was resumed, what was given up too.
  void resume(JobLeaves leaves, Job job, boolean anew, long now) {
    for (long first : state.pending(job.getJobId())) {
      var leaf = state.leaf(job.getJobId(), first);
      if (leaf == null) {
        continue;
      }
      if (leaf.getPhase() == Phase.ABANDONED && anew) {
        leaves.revive(leaf, now);
      } else if (leaf.getPhase() == Phase.FAILED && leaf.getDueAt() == 0) {
        leaves.schedule(leaf, now);
      }
    }
  }

  /// A leaf was answered.
  void answered(JobLeaves leaves, RangeOutcome outcome, long now) {
    var jobId = outcome.getJobId();
    switch (leaves.answered(outcome, now)) {
      case NONE, COVERED -> {
      }
      case FILLED -> {
        var leaf = state.leaf(jobId, outcome.getFirst());
        if (leaf != null) {
          tell(jobId, "gap-filled", range(leaf.getFirst(), leaf.getLast())
              + " is covered, at attempt " + leaf.getAttempt(), leaf, now);
        }
      }
      case FAILED -> retryLater(leaves, jobId, outcome.getFirst(), now);
    }
  }

  private void retryLater(JobLeaves leaves, String jobId, long first, long now) {
    var leaf = state.leaf(jobId, first);
    var job = state.job(jobId);
    if (leaf != null && (job == null || !abandonIfUsedUp(leaves, job, leaf, now))) {
      leaves.schedule(leaf, now + retry.waitMillis(jobId, first, leaf.getAttempt()));
    }
  }

  private boolean abandonIfUsedUp(JobLeaves leaves, Job job, Leaf leaf, long now) {
    if (leaf.getAttempt() - leaf.getSpent() < job.getMaxAttempts()) {
      return false;
    }
    leaves.abandon(leaf);
    tell(job.getJobId(), "abandoned", range(leaf.getFirst(), leaf.getLast())
        + " is given up after " + leaf.getAttempt() + " attempts: " + leaf.getReason(),
        leaf, now);
    return true;
  }

  /// The fetchers' group has passed all works: a leaf without an outcome is a gap once that has
  /// been found twice with no outcome between.
  void passed(JobLeaves leaves, Finding finding, long now) {
    var job = state.job(finding.getJobId());
    var sums = state.sums(finding.getJobId());
    if (job == null || job.getState() != JobState.RUNNING
        || finding.getCoverageVersion() != sums.getCoverageVersion()) {
      sums.setPassedAt(0);
      return;
    }
    long at = finding.getFoundAt().toEpochMilli();
    if (sums.getPassedAt() == 0 || sums.getPassedVersion() != sums.getCoverageVersion()) {
      sums.setPassedAt(at);
      sums.setPassedVersion(sums.getCoverageVersion());
      return;
    }
    if (at - sums.getPassedAt() < retry.settle().toMillis()) {
      return;
    }
    for (long first : state.pending(job.getJobId())) {
      var leaf = state.leaf(job.getJobId(), first);
      if (leaf != null && leaf.getPhase() == Phase.OPEN
          && leaf.getOpenedAt() <= sums.getPassedAt()) {
        sendBack(leaves, job, leaf,
            new Doubt(Trouble.MISSING, "its work was passed over without an outcome", 0), now);
      }
    }
    if (sums.getBlocksPlanned() < job.getPlannedThrough() - job.getFirst() + 1) {
      leaves.holes(job.getFirst(), job.getPlannedThrough())
          .forEach((first, last) -> addMissing(leaves, job, first, last, now));
    }
    sums.setPassedAt(0);
  }

  private void addMissing(JobLeaves leaves, Job job, long first, long last, long now) {
    long next = first;
    for (JobDay day : job.getDays()) {
      if (day.getLast() >= next && day.getFirst() <= last) {
        long end = Math.min(last, day.getLast());
        leaves.addMissing(next, end, day.getDayIdx(), next - job.getFirst(), now);
        next = end + 1;
      }
    }
  }

  /// The tables were counted; what was counted on older coverage is void.
  void readBack(JobLeaves leaves, Finding finding, long now) {
    var job = state.job(finding.getJobId());
    var sums = state.sums(finding.getJobId());
    if (job == null || finding.getCoverageVersion() != sums.getCoverageVersion()
        || !finding.getRequestId().equals(job.getRequestId())
        || !Verdicts.isSettled(job, sums)) {
      return;
    }
    boolean different = false;
    for (var named : finding.getDifferent()) {
      var leaf = state.leaf(job.getJobId(), named.getFirst());
      if (leaf != null && leaf.getPhase() == Phase.COVERED) {
        sendBack(leaves, job, leaf, doubt(named), now);
        different = true;
      }
    }
    if (different) {
      // where all that differ are given up, nothing more comes in: what is left is counted again
      sums.setReadBack(
          (Verdicts.isSettled(job, sums) ? ReadBack.PENDING : ReadBack.DIFFERENT).name());
    } else if (holdsWhatIsCovered(sums.getRows(), finding.getRows())) {
      sums.setReadBack(ReadBack.EQUAL.name());
    }
  }

  private static boolean holdsWhatIsCovered(Map<String, Long> covered, Map<String, Long> found) {
    var datasets = new HashSet<>(covered.keySet());
    datasets.addAll(found.keySet());
    return datasets.stream()
        .allMatch(name -> covered.getOrDefault(name, 0L).equals(found.getOrDefault(name, 0L)));
  }

  /// Somebody asked for leaves to be fetched again, however the job and its coverage are: those
  /// that are under way anyway are left alone, the others get a fresh set of attempts.
  void audited(JobLeaves leaves, Finding finding, long now) {
    var jobId = finding.getJobId();
    int sent = 0;
    for (var named : finding.getDifferent()) {
      for (Leaf leaf : leaves.over(named.getFirst(), named.getLast())) {
        if (leaf.getPhase() == Phase.COVERED || leaf.getPhase() == Phase.ABANDONED) {
          leaves.pardon(leaf);
          sendBack(leaves, state.job(jobId), leaf, doubt(named), now);
          sent++;
        }
      }
    }
    if (sent > 0) {
      state.sums(jobId).setCoveredTold(false);
    }
    decide.accept(new Decision.Tell(Verdicts.event(jobId, "audited",
        "ranges found not to be as covered: " + finding.getDifferent().size()
            + "; leaves fetched again for that: " + sent,
        Map.of("found_at", Long.toString(finding.getFoundAt().toEpochMilli()),
            "leaves", Integer.toString(sent)),
        now)));
  }

  private static Doubt doubt(DifferentLeaf named) {
    return new Doubt(Trouble.DIFFERENT, named.getReason(), named.getMinVersion());
  }

  /// Why a leaf is not taken for covered, or for under way, any longer.
  ///
  /// @param minVersion what the rows that replace its own are to have at least
  record Doubt(Trouble trouble, String reason, long minVersion) {}

  /// A leaf is to be fetched again now, if it may be.
  ///
  /// @param job null if it is not known yet: the leaf waits for it
  void sendBack(JobLeaves leaves, @Nullable Job job, Leaf leaf, Doubt doubt, long now) {
    leaves.distrust(leaf, doubt.trouble(), doubt.reason(), doubt.minVersion());
    if (job == null || !abandonIfUsedUp(leaves, job, leaf, now)) {
      leaves.schedule(leaf, now);
    }
  }

  private void tellGaps(String jobId, List<DueRanges.Range> found, long now) {
    var ranges = found.stream().map(range -> range(range.first(), range.last())).toList();
    int count = found.stream().mapToInt(range -> range.leaves().size()).sum();
    var worst = found.getFirst().leaves().getFirst();
    decide.accept(new Decision.Tell(Verdicts.event(jobId, "gap-found",
        String.join(", ", ranges) + " fetched again: " + worst.getReason(),
        Map.of("ranges", String.join(",", ranges), "leaves", Integer.toString(count),
            "attempt", Integer.toString(worst.getAttempt())),
        now)));
  }

  private void tell(String jobId, String event, String message, Leaf leaf, long now) {
    decide.accept(new Decision.Tell(Verdicts.event(jobId, event, message, leaf, now)));
  }

  private static String range(long first, long last) {
    return first == last ? Long.toString(first) : first + "–" + last;
  }
}
