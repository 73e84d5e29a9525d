package io.gapless.planner.feed;

/// How large leaves are where the user does not say.
///
/// @param targetRows rows that a leaf is meant to hold
/// @param firstBlocks blocks of the first leaves, before anything is known
/// @param leastBlocks blocks of the smallest leaf
/// @param mostBlocks blocks of the largest leaf
/// @param spread leaves that what is left of a job is cut into at least, so that every partition has
///     one; leaves do not get smaller than the first guess for that
public record LeafSizing(
    long targetRows, long firstBlocks, long leastBlocks, long mostBlocks, int spread) {

  private static final long WORTH_A_REQUEST = 20;
  /// A leaf is not to take minutes, nor a killed fetcher to lose so much.
  private static final long MOST_REQUESTS = 64;

  /// 15,000 rows, 50 blocks at first, 1 to 10,000 blocks.
  public static LeafSizing withDefaults(int spread) {
    return new LeafSizing(15_000, 50, 1, 10_000, spread);
  }

  /// The same for a chain: where each block takes a request of its own, leaves have fewer.
  public LeafSizing of(String chain) {
    if (!chain.startsWith("xrpl-")) {
      return this;
    }
    long most = Math.clamp(MOST_REQUESTS, leastBlocks, mostBlocks);
    return new LeafSizing(targetRows, Math.min(firstBlocks, most), leastBlocks, most, spread);
  }

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public LeafSizing {
    if (targetRows < 1) {
      throw new IllegalArgumentException("targetRows < 1: " + targetRows);
    }
    if (leastBlocks < 1 || firstBlocks < leastBlocks || mostBlocks < firstBlocks) {
      throw new IllegalArgumentException("not 1 <= leastBlocks <= firstBlocks <= mostBlocks: "
          + leastBlocks + ", " + firstBlocks + ", " + mostBlocks);
    }
    if (spread < 1) {
      throw new IllegalArgumentException("spread < 1: " + spread);
    }
  }

  /// Blocks of a job's first leaves: fewer where the job is so short that some partitions would get
  /// none, but not so few that a request would be spent on next to nothing.
  public long firstGuess(long jobBlocks) {
    return Math.clamp(Math.ceilDiv(jobBlocks, spread),
        Math.clamp(WORTH_A_REQUEST, leastBlocks, firstBlocks), firstBlocks);
  }

  /// The size, or less where so little is left of the job that some partitions would get nothing.
  long toTheEnd(long blocks, long jobBlocks, long restBlocks) {
    long fair = Math.max(Math.ceilDiv(restBlocks, spread), firstGuess(jobBlocks));
    return Math.min(blocks, fair);
  }
}
