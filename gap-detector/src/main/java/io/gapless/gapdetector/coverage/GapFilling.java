package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.coverage.CoverageState.DayKey;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.gapdetector.state.Trouble;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.ReadBack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

  /// Publishes again what is due, as many leaves as a cycle may.
  ///
  /// @return the jobs that changed
  Set<String> publishDue(long now) {
    var changed = new HashSet<String>();
    var again = new LinkedHashMap<String, List<Leaf>>();
    int published = 0;
    for (var key : state.due(now, MOST_LOOKED_AT)) {
      var leaf = state.leaf(key.jobId(), key.first());
      if (leaf == null || published == retry.rangesPerCycle()) {
        continue;
      }
      var job = state.job(key.jobId());
      var leaves = new JobLeaves(state, key.jobId(), dirtyDays);
      if (job == null || job.getState() != JobState.RUNNING) {
        leaves.schedule(leaf, 0);
      } else if (!abandonIfUsedUp(leaves, job, leaf, now)) {
        leaves.reopen(leaf, now);
        decide.accept(new Decision.Emit(Verdicts.work(job, leaf, now)));
        again.computeIfAbsent(key.jobId(), id -> new ArrayList<>()).add(leaf);
        published++;
      }
      changed.add(key.jobId());
    }
    again.forEach((jobId, found) -> tellGaps(jobId, found, now));
    return changed;
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
        leaves.distrust(leaf, Trouble.MISSING, "its work was passed over without an outcome");
        publishNow(leaves, job, leaf, now);
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
        leaves.distrust(leaf, Trouble.DIFFERENT, named.getReason());
        publishNow(leaves, job, leaf, now);
        different = true;
      }
    }
    if (different) {
      sums.setReadBack(ReadBack.DIFFERENT.name());
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

  private void publishNow(JobLeaves leaves, Job job, Leaf leaf, long now) {
    if (!abandonIfUsedUp(leaves, job, leaf, now)) {
      leaves.schedule(leaf, now);
    }
  }

  private void tellGaps(String jobId, List<Leaf> found, long now) {
    found.sort(Comparator.comparingLong(Leaf::getFirst));
    var ranges = coalesced(found);
    var worst = found.getFirst();
    decide.accept(new Decision.Tell(Verdicts.event(jobId, "gap-found",
        String.join(", ", ranges) + " fetched again: " + worst.getReason(),
        Map.of("ranges", String.join(",", ranges), "leaves", Integer.toString(found.size()),
            "attempt", Integer.toString(worst.getAttempt())),
        now)));
  }

  /// Ranges of leaves in order, those that follow each other as one.
  private static List<String> coalesced(List<Leaf> leaves) {
    var ranges = new ArrayList<String>();
    long first = leaves.getFirst().getFirst();
    long last = leaves.getFirst().getLast();
    for (Leaf leaf : leaves.subList(1, leaves.size())) {
      if (leaf.getFirst() != last + 1) {
        ranges.add(range(first, last));
        first = leaf.getFirst();
      }
      last = leaf.getLast();
    }
    ranges.add(range(first, last));
    return ranges;
  }

  private void tell(String jobId, String event, String message, Leaf leaf, long now) {
    decide.accept(new Decision.Tell(Verdicts.event(jobId, event, message, leaf, now)));
  }

  private static String range(long first, long last) {
    return first == last ? Long.toString(first) : first + "–" + last;
  }
}
