package io.gapless.schemas.work;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.Verdict;

/// How many blocks of a job are proven besides, where less than a proof is asked for: one in a
/// thousand, and at least forty a job, so that a node that leaves out one log in 200 of blocks with 25
/// is found with a probability of 99 %.
public final class SpotChecks {

  private static final long SELDOMEST = 1000;
  /// One more than the least, for the rest that a stride leaves.
  private static final long STRIDES = 41;

  private SpotChecks() {}

  /// One block in so many is proven; 0: none, since each is.
  public static long every(Job job) {
    if (job.getVerify().compareTo(Verdict.ROOT) >= 0) {
      return 0;
    }
    return Math.clamp((job.getLast() - job.getFirst() + 1) / STRIDES, 1, SELDOMEST);
  }
}
