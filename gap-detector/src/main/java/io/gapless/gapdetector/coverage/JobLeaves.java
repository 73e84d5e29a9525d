package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.state.DaySums;
import io.gapless.gapdetector.state.JobSums;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.gapdetector.state.Trouble;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.ReadBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The leaves of one job, and the sums that follow every change of a leaf: what the leaf added
/// before is taken off, what it adds now is put on. No leaf but the changed one is looked at.
///
/// Works and outcomes may come twice and in any order. Where leaves overlap for a while (the rest
/// of a cut leaf is heard of before the cut, a replayed work is cut elsewhere), the next outcome
/// mends it; a range that loses its leaf in that is found by [#holes] or as a leaf that is passed
/// over, and fetched again.
final class JobLeaves {

  private final CoverageState state;
  private final String jobId;
  private final JobSums sums;
  private final Set<CoverageState.DayKey> dirtyDays;

  JobLeaves(CoverageState state, String jobId, Set<CoverageState.DayKey> dirtyDays) {
    this.state = state;
    this.jobId = jobId;
    this.sums = state.sums(jobId);
    this.dirtyDays = dirtyDays;
  }

  /// A work was published: its leaf is open, unless it is known already. A higher attempt opens a
  /// leaf again.
  void published(RangeWork work, long now) {
    var leaf = state.leaf(jobId, work.getFirst());
    if (leaf == null) {
      if (!liesInCovered(work.getFirst())) {
        add(Leaf.newBuilder().setFirst(work.getFirst()).setLast(work.getLast())
            .setDayIdx(work.getDayIdx()).setNumber(work.getNumber())
            .setAttempt(work.getAttempt()).setMinVersion(work.getMinVersion())
            .setVerify(work.getVerify().name()).setOpenedAt(now).build());
      }
    } else if (work.getAttempt() > leaf.getAttempt()) {
      change(leaf, () -> {
        uncover(leaf, Phase.OPEN);
        leaf.setAttempt(work.getAttempt());
        leaf.setMinVersion(Math.max(work.getMinVersion(), leaf.getMinVersion()));
        leaf.setOpenedAt(now);
      });
    }
  }

  /// What an outcome changed.
  enum Effect {
    /// Nothing: it is older than what is known, or repeats it.
    NONE,
    /// The leaf is covered.
    COVERED,
    /// The leaf is covered, and was a gap.
    FILLED,
    /// The leaf is not covered.
    FAILED
  }

  /// A leaf was answered.
  Effect answered(RangeOutcome outcome, long now) {
    var known = state.leaf(jobId, outcome.getFirst());
    if (known == null && liesInCovered(outcome.getFirst())) {
      return Effect.NONE;
    }
    if (known != null && (outcome.getVersion() <= known.getVersion()
        || (!outcome.getCovered() && outcome.getAttempt() < known.getAttempt()))) {
      return Effect.NONE;
    }
    var leaf = known != null ? known : leafOf(outcome, now);
    return outcome.getCovered()
        ? cover(leaf, known == null, outcome, now)
        : fail(leaf, known == null, outcome);
  }

  private Effect cover(Leaf leaf, boolean isNew, RangeOutcome outcome, long now) {
    long end = Math.max(leaf.getLast(),
        outcome.getRestLast() == null ? outcome.getLast() : outcome.getRestLast());
    boolean filled = leaf.getTrouble() != Trouble.NONE;
    end = Math.max(end, swallow(leaf.getFirst() + 1, outcome.getLast()));
    change(leaf, isNew, outcome.getWorkerId(), () -> {
      leaf.setLast(outcome.getLast());
      leaf.setPhase(Phase.COVERED);
      leaf.setTrouble(Trouble.NONE);
      leaf.setAttempt(Math.max(leaf.getAttempt(), outcome.getAttempt()));
      leaf.setVersion(outcome.getVersion());
      leaf.setVerdict(OutcomeWords.verdict(outcome));
      leaf.setRows(new HashMap<>(outcome.getRowCounts()));
      leaf.setRequests(outcome.getRequests());
      leaf.setRetries(outcome.getRetries());
      leaf.setSpotChecks(outcome.getSpotChecks());
      leaf.setSpotUnproven(outcome.getSpotUnproven());
      leaf.setUnprovenBy(OutcomeWords.unprovenBy(outcome));
      leaf.setEndpoint(OutcomeWords.endpoint(outcome));
      leaf.setReason("");
      leaf.setDueAt(0);
    });
    if (end > outcome.getLast() && state.leaf(jobId, outcome.getLast() + 1) == null) {
      add(Leaf.newBuilder().setFirst(outcome.getLast() + 1).setLast(end)
          .setDayIdx(leaf.getDayIdx()).setNumber(leaf.getNumber()).setVerify(leaf.getVerify())
          .setOpenedAt(now).build());
    }
    if (filled) {
      sums.setGapsFilled(sums.getGapsFilled() + 1);
    }
    return filled ? Effect.FILLED : Effect.COVERED;
  }

  private Effect fail(Leaf leaf, boolean isNew, RangeOutcome outcome) {
    change(leaf, isNew, "", () -> {
      uncover(leaf, Phase.FAILED);
      leaf.setTrouble(Trouble.RETRYING);
      leaf.setAttempt(Math.max(leaf.getAttempt(), outcome.getAttempt()));
      leaf.setVersion(outcome.getVersion());
      leaf.setEndpoint(OutcomeWords.endpoint(outcome));
      leaf.setReason(outcome.getReason());
    });
    sums.setGapsFound(sums.getGapsFound() + 1);
    return Effect.FAILED;
  }

  /// A leaf is a gap though its last outcome did not say so.
  ///
  /// @param minVersion what the rows that replace its own are to have at least
  void distrust(Leaf leaf, Trouble trouble, String reason, long minVersion) {
    change(leaf, () -> {
      uncover(leaf, Phase.FAILED);
      leaf.setTrouble(trouble);
      leaf.setReason(reason);
      leaf.setMinVersion(Math.max(leaf.getMinVersion(), minVersion));
    });
    sums.setGapsFound(sums.getGapsFound() + 1);
  }

  /// The attempts so far no longer count: it was no fault of theirs.
  void pardon(Leaf leaf) {
    change(leaf, () -> leaf.setSpent(leaf.getAttempt()));
  }

  /// The covered leaves that rest on the word of an endpoint, in order. Looks at every leaf.
  List<Leaf> restingOn(String endpoint) {
    var found = new ArrayList<Leaf>();
    state.visitLeaves(jobId, 0, Long.MAX_VALUE, leaf -> {
      if (leaf.getUnprovenBy().contains(endpoint)) {
        found.add(leaf);
      }
      return true;
    });
    return found;
  }

  /// A range that no leaf is known of though it was planned is a gap of its own.
  void addMissing(long first, long last, int dayIdx, long number, long due) {
    add(Leaf.newBuilder().setFirst(first).setLast(last).setDayIdx(dayIdx).setNumber(number)
        .setPhase(Phase.FAILED).setTrouble(Trouble.MISSING).setAttempt(0)
        .setReason("its work was never seen").setDueAt(due).build());
    sums.setGapsFound(sums.getGapsFound() + 1);
  }

  /// Sets when a failed leaf is published again; 0: not.
  void schedule(Leaf leaf, long dueAt) {
    change(leaf, () -> leaf.setDueAt(dueAt));
  }

  /// The leaf's attempts are used up.
  void abandon(Leaf leaf) {
    change(leaf, () -> uncover(leaf, Phase.ABANDONED));
  }

  /// An abandoned leaf gets a fresh set of attempts.
  void revive(Leaf leaf, long dueAt) {
    change(leaf, () -> {
      leaf.setPhase(Phase.FAILED);
      leaf.setSpent(leaf.getAttempt());
      leaf.setDueAt(dueAt);
    });
  }

  /// The leaf is published again, as its next attempt.
  void reopen(Leaf leaf, long now) {
    change(leaf, () -> {
      uncover(leaf, Phase.OPEN);
      leaf.setAttempt(leaf.getAttempt() + 1);
      leaf.setMinVersion(Math.max(leaf.getMinVersion(), leaf.getVersion() + 1));
      leaf.setOpenedAt(now);
    });
  }

  /// Ranges between two blocks, inclusive, that no leaf covers, open or not. Looks at every leaf.
  Map<Long, Long> holes(long first, long last) {
    var holes = new HashMap<Long, Long>();
    long[] next = {first};
    state.visitLeaves(jobId, first, last, leaf -> {
      if (leaf.getFirst() > next[0]) {
        holes.put(next[0], leaf.getFirst() - 1);
      }
      next[0] = Math.max(next[0], leaf.getLast() + 1);
      return true;
    });
    if (next[0] <= last) {
      holes.put(next[0], last);
    }
    return holes;
  }

  private boolean liesInCovered(long first) {
    var before = state.before(jobId, first);
    return before != null && before.getPhase() == Phase.COVERED && before.getLast() >= first;
  }

  /// The leaves that have blocks of a range, in order.
  List<Leaf> over(long first, long last) {
    var found = new ArrayList<Leaf>();
    var before = state.before(jobId, first);
    if (before != null && before.getLast() >= first) {
      found.add(before);
    }
    state.visitLeaves(jobId, first, last, found::add);
    return found;
  }

  /// Drops the leaves that begin in a range, which an outcome of a larger leaf now covers.
  ///
  /// @return the last block of those
  private long swallow(long first, long last) {
    if (first > last) {
      return last;
    }
    var swallowed = new ArrayList<Leaf>();
    state.visitLeaves(jobId, first, last, swallowed::add);
    swallowed.forEach(this::remove);
    return swallowed.stream().mapToLong(Leaf::getLast).max().orElse(last);
  }

  private static Leaf leafOf(RangeOutcome outcome, long now) {
    return Leaf.newBuilder().setFirst(outcome.getFirst()).setLast(outcome.getLast())
        .setDayIdx(outcome.getDayIdx()).setNumber(outcome.getWorkNumber())
        .setAttempt(outcome.getAttempt()).setOpenedAt(now).build();
  }

  private static void uncover(Leaf leaf, Phase phase) {
    leaf.setPhase(phase);
    leaf.setVerdict("");
    leaf.setRows(new HashMap<>());
    leaf.setRequests(0);
    leaf.setRetries(0);
    leaf.setSpotChecks(0);
    leaf.setSpotUnproven(0);
    leaf.setUnprovenBy(List.of());
    leaf.setDueAt(0);
  }

  private void add(Leaf leaf) {
    change(leaf, true, "", () -> {});
  }

  private void change(Leaf leaf, Runnable change) {
    change(leaf, false, "", change);
  }

  private void change(Leaf leaf, boolean isNew, String workerId, Runnable change) {
    var day = state.day(jobId, leaf.getDayIdx());
    long formerlyDue = 0;
    if (!isNew) {
      LeafSums.add(sums, day, leaf, -1);
      formerlyDue = leaf.getDueAt();
    }
    change.run();
    LeafSums.add(sums, day, leaf, 1);
    if (!workerId.isEmpty()) {
      day.setWorkerId(workerId);
    }
    state.put(jobId, leaf, formerlyDue);
    changed(leaf, day);
  }

  private void remove(Leaf leaf) {
    var day = state.day(jobId, leaf.getDayIdx());
    LeafSums.add(sums, day, leaf, -1);
    state.remove(jobId, leaf);
    changed(leaf, day);
  }

  private void changed(Leaf leaf, DaySums day) {
    day.setDirty(true);
    state.put(jobId, leaf.getDayIdx(), day);
    dirtyDays.add(new CoverageState.DayKey(jobId, leaf.getDayIdx()));
    sums.setReadBack(ReadBack.PENDING.name());
  }
}
