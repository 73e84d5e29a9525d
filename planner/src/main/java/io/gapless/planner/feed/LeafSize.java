package io.gapless.planner.feed;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;

/// How many blocks the next leaves of a job have, and what that was concluded from.
///
/// The size shrinks at once to what the newest coverage suggests, and at most doubles a step. A step
/// takes a few more leaves done.
///
/// @param blocks blocks a leaf, 1 or more
/// @param done works done when this size was chosen
/// @param rows rows covered when this size was chosen
/// @param covered blocks covered when this size was chosen
record LeafSize(long blocks, long done, long rows, long covered) {

  /// A step for every so many leaves done, where there is a leaf for each of the `spread`.
  private static final int STEPS_A_SPREAD = 8;

  /// The size to begin with: what the works published so far have on average, so that a restart goes
  /// on as before; the first guess where there are none.
  static LeafSize of(Job job, LeafSizing sizing) {
    long jobBlocks = job.getLast() - job.getFirst() + 1;
    long blocks = job.getWorks() == 0
        ? sizing.firstGuess(jobBlocks)
        : Math.clamp((job.getPlannedThrough() - job.getFirst() + 1) / job.getWorks(),
            sizing.leastBlocks(), sizing.mostBlocks());
    return new LeafSize(blocks, 0, 0, 0);
  }

  /// The size after newer coverage.
  LeafSize after(JobVerdict verdict, LeafSizing sizing) {
    long newBlocks = verdict.getBlocksCovered() - covered;
    long newDone = verdict.getWorksDone() - done;
    if (newDone < Math.max(1, sizing.spread() / STEPS_A_SPREAD) || newBlocks < 1) {
      return this;
    }
    long rowsNow = verdict.getRows().values().stream().mapToLong(Long::longValue).sum();
    double rowsABlock = (double) Math.max(0, rowsNow - rows) / newBlocks;
    double ideal = rowsABlock == 0 ? sizing.mostBlocks() : sizing.targetRows() / rowsABlock;
    long next = Math.clamp((long) Math.min(ideal, 2.0 * blocks), sizing.leastBlocks(),
        sizing.mostBlocks());
    return new LeafSize(next, verdict.getWorksDone(), rowsNow, verdict.getBlocksCovered());
  }
}
