package io.gapless.chains.endpoint;

import java.util.Arrays;
import java.util.OptionalLong;

/// How long an endpoint's last answers took. Not for several threads.
final class Latencies {

  private static final int KEPT = 64;
  private static final int ENOUGH = 20;
  private static final double SLOW = 0.95;

  private final long[] nanos = new long[KEPT];
  private int added;

  void add(long took) {
    nanos[added++ % KEPT] = took;
  }

  /// What 19 of 20 answers stay below; empty where too few are known.
  OptionalLong slow() {
    if (added < ENOUGH) {
      return OptionalLong.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, Math.min(added, KEPT));
    Arrays.sort(sorted);
    return OptionalLong.of(sorted[(int) (SLOW * sorted.length)]);
  }
}
