package io.gapless.chains.endpoint;

import java.util.Arrays;

/// How many requests per second were accepted in the last second: a ring of ten counts.
final class AcceptedRate {

  private static final long SLOT_NANOS = 100_000_000L;
  private static final int SLOTS = 11;

  private final int[] counts = new int[SLOTS];
  private long slot = Long.MIN_VALUE;

  void add(long now) {
    advance(now);
    counts[Math.floorMod(slot, SLOTS)]++;
  }

  /// Counts of the ten slots before the one that is not yet over.
  double perSecond(long now) {
    advance(now);
    int sum = -counts[Math.floorMod(slot, SLOTS)];
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  private void advance(long now) {
    long current = Math.floorDiv(now, SLOT_NANOS);
    if (slot == Long.MIN_VALUE || current - slot >= SLOTS) {
      Arrays.fill(counts, 0);
      slot = current;
    }
    while (slot < current) {
      slot++;
      counts[Math.floorMod(slot, SLOTS)] = 0;
    }
  }
}
