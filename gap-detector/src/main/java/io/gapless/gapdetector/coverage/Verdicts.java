package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.state.DaySums;
import io.gapless.gapdetector.state.JobSums;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.gapdetector.state.Trouble;
import io.gapless.schemas.record.DayCheckpoint;
import io.gapless.schemas.record.DayStatus;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.work.SpotChecks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the records that say what the sums say.
final class Verdicts {

  /// Gaps that a verdict lists at most.
  static final int MOST_GAPS = 1000;

  private Verdicts() {}

  /// Whether every block of the job is covered or given up, so that only the tables can still
  /// object.
  static boolean isSettled(Job job, JobSums sums) {
    return job.getPlannedThrough() == job.getLast() && sums.getLeavesOpen() == 0
        && sums.getBlocksCovered() + sums.getBlocksAbandoned() == job.getLast() - job.getFirst()
            + 1;
  }

  static JobVerdict of(Job job, JobSums sums, List<Gap> gaps, long now) {
    var readBack = ReadBack.valueOf(sums.getReadBack());
    return JobVerdict.newBuilder().setJobId(job.getJobId()).setRequestId(job.getRequestId())
        .setBlocksPlanned(sums.getBlocksPlanned()).setBlocksCovered(sums.getBlocksCovered())
        .setBlocksAbandoned(sums.getBlocksAbandoned()).setWorksDone(sums.getLeavesDone())
        .setWorksOpen(sums.getLeavesOpen()).setRows(Map.copyOf(sums.getRows()))
        .setVerdicts(Map.copyOf(sums.getVerdicts())).setRequests(sums.getRequests())
        .setRetries(sums.getRetries()).setGapsFound(sums.getGapsFound())
        .setGapsFilled(sums.getGapsFilled()).setGaps(gaps).setReadBack(readBack)
        .setComplete(isSettled(job, sums) && readBack == ReadBack.EQUAL)
        .setCoverageVersion(sums.getCoverageVersion()).setOffsets(Map.copyOf(sums.getOffsets()))
        .setSpotChecks(sums.getSpotChecks()).setSpotUnproven(sums.getSpotUnproven())
        .setDistrusted(List.copyOf(sums.getDistrusted()))
        .setUpdatedAt(Instant.ofEpochMilli(now)).build();
  }

  /// The leaf as a gap, if it is one: a leaf whose first work is still awaited is not.
  static Optional<Gap> gap(Leaf leaf) {
    if (leaf.getPhase() == Phase.COVERED
        || (leaf.getPhase() == Phase.OPEN && leaf.getTrouble() == Trouble.NONE)) {
      return Optional.empty();
    }
    var state = leaf.getPhase() == Phase.ABANDONED
        ? GapState.ABANDONED
        : switch (leaf.getTrouble()) {
          case NONE, RETRYING -> GapState.RETRYING;
          case MISSING -> GapState.MISSING;
          case DIFFERENT, DISTRUSTED -> GapState.DIFFERENT;
        };
    return Optional.of(Gap.newBuilder().setFirst(leaf.getFirst()).setLast(leaf.getLast())
        .setState(state).setAttempts(leaf.getAttempt()).setReason(leaf.getReason())
        .setEndpoint(leaf.getEndpoint()).build());
  }

  /// The bounds of a day of the job, if the planner has resolved it.
  static Optional<JobDay> day(Job job, int dayIdx) {
    var days = job.getDays();
    if (dayIdx < days.size() && days.get(dayIdx).getDayIdx() == dayIdx) {
      return Optional.of(days.get(dayIdx));
    }
    return days.stream().filter(day -> day.getDayIdx() == dayIdx).findFirst();
  }

  static DayCheckpoint checkpoint(Job job, JobDay day, DaySums sums, long version, long now) {
    return DayCheckpoint.newBuilder().setJobId(job.getJobId()).setChain(job.getChain())
        .setDayIdx(day.getDayIdx())
        .setDay(LocalDate.ofEpochDay((long) job.getFirstDay() + day.getDayIdx()).toString())
        .setFirst(day.getFirst()).setLast(day.getLast()).setStatus(status(day, sums))
        .setShardId(sums.getWorkerId()).setBlocksCovered(sums.getBlocksCovered())
        .setRowCounts(Map.copyOf(sums.getRows())).setSubmittedAt(job.getSubmittedAt())
        .setVersion(version).setCreatedAt(Instant.ofEpochMilli(now)).setIsDeleted(false).build();
  }

  private static DayStatus status(JobDay day, DaySums sums) {
    long blocks = day.getLast() - day.getFirst() + 1;
    if (sums.getBlocksCovered() == blocks) {
      return DayStatus.COMPLETE;
    }
    if (sums.getBlocksCovered() + sums.getBlocksAbandoned() == blocks) {
      return DayStatus.INCOMPLETE;
    }
    return sums.getLeaves() == 0 ? DayStatus.PENDING : DayStatus.RUNNING;
  }

  /// The work that fetches a leaf again.
  static RangeWork work(Job job, JobSums sums, Leaf leaf, long now) {
    var cause = switch (leaf.getTrouble()) {
      case NONE, RETRYING -> WorkCause.RETRY;
      case MISSING -> WorkCause.GAP;
      case DIFFERENT, DISTRUSTED -> WorkCause.AUDIT;
    };
    return RangeWork.newBuilder().setJobId(job.getJobId()).setNumber(leaf.getNumber())
        .setChain(job.getChain()).setDatasets(job.getDatasets()).setContracts(job.getContracts())
        .setParties(job.getParties())
        .setFirst(leaf.getFirst()).setLast(leaf.getLast()).setDayIdx(leaf.getDayIdx())
        .setAttempt(leaf.getAttempt()).setCause(cause)
        .setVerify(leaf.getVerify().isEmpty() ? job.getVerify() : Verdict.valueOf(leaf.getVerify()))
        .setCorroborate(job.getCorroborate()).setSpotEvery(SpotChecks.every(job))
        .setDistrusted(List.copyOf(sums.getDistrusted())).setMinVersion(leaf.getMinVersion())
        .setCreatedAt(Instant.ofEpochMilli(now)).build();
  }

  static LifecycleEvent event(String jobId, String event, String message,
      Map<String, String> detail, long now) {
    return LifecycleEvent.newBuilder().setNamespace("backfill").setId(jobId).setEvent(event)
        .setMessage(message).setDetail(new HashMap<>(detail)).setAt(Instant.ofEpochMilli(now))
        .build();
  }

  /// An event about one leaf.
  static LifecycleEvent event(String jobId, String event, String message, Leaf leaf, long now) {
    return event(jobId, event, message, Map.of("first", Long.toString(leaf.getFirst()), "last",
        Long.toString(leaf.getLast()), "attempts", Integer.toString(leaf.getAttempt())), now);
  }
}
