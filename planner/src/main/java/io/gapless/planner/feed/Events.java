package io.gapless.planner.feed;

import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the planner tells users, in the namespace `backfill`.
public final class Events {

  private static final int RANGES_NAMED = 5;

  private Events() {}

  static LifecycleEvent submitted(Job job, Instant at) {
    return of(job, "submitted", "Job " + job.getJobId() + " on " + job.getChain()
        + " was asked for.", Map.of(), at);
  }

  static LifecycleEvent resolved(Job job, List<String> notes, Instant at) {
    long blocks = job.getLast() - job.getFirst() + 1;
    String message = "Blocks " + job.getFirst() + " to " + job.getLast() + " of " + job.getChain()
        + ", " + blocks + " in all."
        + notes.stream().map(note -> " Note: " + note + ".").collect(Collectors.joining());
    return of(job, "resolved", message, Map.of("blocks", Long.toString(blocks)), at);
  }

  static LifecycleEvent running(Job job, Instant at) {
    return of(job, "running", "Job " + job.getJobId() + " runs on from block "
        + (job.getPlannedThrough() + 1) + ".", Map.of(), at);
  }

  static LifecycleEvent reopened(Job job, JobVerdict verdict, Instant at) {
    return of(job, "reopened", "Job " + job.getJobId() + " runs again; leaves that"
        + " were covered and are fetched again: " + verdict.getWorksOpen() + ".",
        Map.of("works_open", Long.toString(verdict.getWorksOpen())), at);
  }

  static LifecycleEvent paused(Job job, Instant at) {
    return of(job, "paused", "Job " + job.getJobId() + " gets no new works; those that are out "
        + "are finished.", Map.of(), at);
  }

  static LifecycleEvent workers(Job job, Instant at) {
    return of(job, "workers", "Job " + job.getJobId() + " has " + (job.getWorkers() == null
        ? "as many works open at a time as the planner keeps."
        : "at most " + job.getWorkers() + " works open at a time."), Map.of(), at);
  }

  static LifecycleEvent failed(Job job, Instant at) {
    return of(job, "failed", "Job " + job.getJobId() + " failed: " + job.getReason()
        + ". `gapless repair " + job.getJobId() + "` takes it up again.",
        Map.of("reason", job.getReason()), at);
  }

  static LifecycleEvent removed(Job job, Instant at) {
    return of(job, "removed", "Job " + job.getJobId() + " was removed; its rows stay.", Map.of(),
        at);
  }

  static LifecycleEvent ended(Job job, JobVerdict verdict, Instant at) {
    long rows = verdict.getRows().values().stream().mapToLong(Long::longValue).sum();
    Duration took = Duration.between(job.getSubmittedAt(), at);
    var detail = new TreeMap<String, String>();
    detail.put("blocks", Long.toString(verdict.getBlocksCovered()));
    detail.put("blocks_abandoned", Long.toString(verdict.getBlocksAbandoned()));
    detail.put("rows", Long.toString(rows));
    verdict.getRows().forEach((dataset, count) -> detail.put("rows." + dataset, "" + count));
    detail.put("duration_ms", Long.toString(took.toMillis()));
    boolean whole = job.getState() == JobState.COMPLETE;
    if (!whole) {
      detail.put("reason", job.getReason());
    } else if (job.getOnComplete() != null) {
      detail.put("on_complete", job.getOnComplete());
    }
    String message = whole
        ? "All " + verdict.getBlocksCovered() + " blocks are covered and read back: " + rows
            + " rows."
        : "Finished with gaps: " + job.getReason() + ".";
    return of(job, whole ? "complete" : "incomplete", message, detail, at);
  }

  /// A request that cannot be carried out.
  ///
  /// @param reason one line that says what to do
  public static LifecycleEvent rejected(JobRequest request, String reason, Instant at) {
    return new LifecycleEvent("backfill", request.getRequestId(), "rejected", reason,
        Map.of("request_id", request.getRequestId(), "reason", reason), at);
  }

  /// How much was given up, with the first ranges.
  static String abandoned(JobVerdict verdict) {
    List<Gap> gaps = verdict.getGaps().stream()
        .filter(gap -> gap.getState() == GapState.ABANDONED).toList();
    String named = gaps.stream().limit(RANGES_NAMED)
        .map(gap -> gap.getFirst() + ".." + gap.getLast()).collect(Collectors.joining(", "));
    return verdict.getBlocksAbandoned() + " blocks are abandoned"
        + (gaps.isEmpty() ? "" : ": " + named)
        + (gaps.size() > RANGES_NAMED ? " and " + (gaps.size() - RANGES_NAMED) + " more" : "")
        + (gaps.isEmpty() ? "" : "; the first because " + gaps.getFirst().getReason());
  }

  private static LifecycleEvent of(Job job, String event, String message,
      Map<String, String> more, Instant at) {
    var detail = new TreeMap<>(more);
    detail.put("request_id", job.getRequestId());
    detail.put("chain", job.getChain());
    detail.put("first", Long.toString(job.getFirst()));
    detail.put("last", Long.toString(job.getLast()));
    return new LifecycleEvent("backfill", job.getJobId(), event, message, detail, at);
  }
}
