package io.gapless.gapdetector.coverage;

import java.time.Duration;

/// When a leaf that failed is published again: exponential back-off, up to a quarter more by the
/// leaf's key, so that leaves that failed together do not come back together.
///
/// @param firstWait wait after the first failure
/// @param longestWait what no wait (before jitter) exceeds
/// @param rangesPerCycle ranges that a cycle publishes again at most; leaves that follow each other
/// are one
/// @param settle time between two findings that the fetchers have passed all works, before a leaf
/// without an outcome counts as missing
public record RetryPolicy(Duration firstWait, Duration longestWait, int rangesPerCycle,
    Duration settle) {

  public RetryPolicy {
    if (rangesPerCycle < 1) {
      throw new IllegalArgumentException("rangesPerCycle < 1: " + rangesPerCycle);
    }
    if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "longestWait is less than firstWait: " + longestWait + " < " + firstWait);
    }
  }

  /// One second, doubled up to a minute; ten ranges a cycle.
  public static RetryPolicy withDefaults() {
    return new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 10,
        Duration.ofSeconds(5));
  }

  /// The same with another number of ranges a cycle.
  public RetryPolicy withRangesPerCycle(int ranges) {
    return new RetryPolicy(firstWait, longestWait, ranges, settle);
  }

  /// Milliseconds to wait before an attempt is followed by the next.
  ///
  /// @param attempt the attempt that failed, from 1
  long waitMillis(String jobId, long first, int attempt) {
    long wait = firstWait.toMillis();
    for (int i = 1; i < attempt && wait < longestWait.toMillis(); i++) {
      wait *= 2;
    }
    wait = Math.min(wait, longestWait.toMillis());
    long spread = wait / 4 + 1;
    return wait + Math.floorMod((jobId.hashCode() * 31L + first) * 31 + attempt, spread);
  }
}
