package io.gapless.chains.xrpl.ws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a connection may be tried again: later after each failure, and not at the same moment as
/// everybody else. Times are nanoseconds of one monotonic clock. Not for several threads.
final class Backoff {

  private final long firstNanos;
  private final long longestNanos;
  private final RandomGenerator random;
  private long nextNanos;
  private long until;
  private boolean waits;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    firstNanos = first.toNanos();
    longestNanos = longest.toNanos();
    this.random = random;
    nextNanos = firstNanos;
  }

  /// How long until it may be tried: 0 for now.
  long waitNanos(long now) {
    return waits ? Math.max(0, until - now) : 0;
  }

  /// Half of the time is certain, the other half is thrown.
  void failed(long now) {
    until = now + nextNanos / 2 + (long) (nextNanos / 2.0 * random.nextDouble());
    waits = true;
    nextNanos = Math.min(longestNanos, nextNanos * 2);
  }

  void succeeded() {
    waits = false;
    nextNanos = firstNanos;
  }
}
