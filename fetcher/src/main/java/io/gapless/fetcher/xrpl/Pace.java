package io.gapless.fetcher.xrpl;

import java.time.Duration;

/// A wait between requests that a user asked for. For any thread.
final class Pace {

  private final long nanos;
  private long next = System.nanoTime();

  Pace(Duration delay) {
    nanos = delay.toNanos();
  }

  /// Waits for the caller's turn.
  void await() throws InterruptedException {
    if (nanos == 0) {
      return;
    }
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      wait = Math.max(0, next - now);
      next = now + wait + nanos;
    }
    Thread.sleep(Duration.ofNanos(wait));
  }
}
