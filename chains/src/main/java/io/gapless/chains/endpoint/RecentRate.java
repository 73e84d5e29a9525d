package io.gapless.chains.endpoint;

import java.util.Arrays;

/// How much per second there was lately: a ring of counts of a tenth of a second.
final class RecentRate {

  private static final long SLOT_NANOS = 100_000_000L;
  private static final int SLOTS_PER_SECOND = 10;
  private static final int SLOTS = 5 * SLOTS_PER_SECOND + 1;

  private final double[] counts = new double[SLOTS];
  private long first = Long.MIN_VALUE;
  private long slot;

  void add(double amount, long now) {
    advance(now);
    counts[Math.floorMod(slot, SLOTS)] += amount;
  }

  /// What there was in the second before the tenth that is not yet over.
  double inLastSecond(long now) {
    return sum(SLOTS_PER_SECOND, now);
  }

  /// What there was since then, of the last five seconds, and in the last second at least.
  double since(long then, long now) {
    long slots = Math.ceilDiv(now - then, SLOT_NANOS);
    return sum(Math.clamp(slots, SLOTS_PER_SECOND, SLOTS - 1), now)
        + counts[Math.floorMod(slot, SLOTS)];
  }

  /// The average of the last five seconds, or of the time since the first call where that is less.
  double perSecond(long now) {
    advance(now);
    long known = Math.clamp(slot - first, SLOTS_PER_SECOND, SLOTS - 1);
    return sum(SLOTS - 1, now) * SLOTS_PER_SECOND / known;
  }

  private double sum(int slots, long now) {
    advance(now);
    double sum = 0;
    for (int back = 1; back <= slots; back++) {
      sum += counts[Math.floorMod(slot - back, SLOTS)];
    }
    return sum;
  }

  private void advance(long now) {
    long current = Math.floorDiv(now, SLOT_NANOS);
    if (first == Long.MIN_VALUE) {
      first = current;
      slot = current;
    } else if (current - slot >= SLOTS) {
      Arrays.fill(counts, 0);
      slot = current;
    }
    while (slot < current) {
      slot++;
      counts[Math.floorMod(slot, SLOTS)] = 0;
    }
  }
}
