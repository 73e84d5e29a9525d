package io.gapless.simulator.evm.limits;

import java.util.function.LongSupplier;

/// Lets so many calls a second pass, with a second's worth saved up at most; safe for many threads.
final class Throttle {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double callsPerSecond;
  private final LongSupplier nanoTime;
  private double tokens;
  private long refilledAt;

  /// @param callsPerSecond 0 lets all pass
  Throttle(double callsPerSecond, LongSupplier nanoTime) {
    this.callsPerSecond = callsPerSecond;
    this.nanoTime = nanoTime;
    this.tokens = Math.max(1, callsPerSecond);
    this.refilledAt = nanoTime.getAsLong();
  }

  /// Takes so many calls and returns 0, or takes none and returns the seconds, 1 or more, after
  /// which to come back. A batch passes whole while a single call would, and is paid off after.
  synchronized int take(int calls) {
    if (callsPerSecond == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    tokens = Math.min(Math.max(1, callsPerSecond),
        tokens + (now - refilledAt) / NANOS_PER_SECOND * callsPerSecond);
    refilledAt = now;
    if (tokens < 1) {
      return (int) Math.ceil((1 - tokens) / callsPerSecond);
    }
    tokens -= calls;
    return 0;
  }
}
