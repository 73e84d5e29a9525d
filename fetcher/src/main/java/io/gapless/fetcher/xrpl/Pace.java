package io.gapless.fetcher.xrpl;

import java.time.Duration;

/// A wait between requests that a user asked for. For any thread.
public final class Pace {

  private final long nanos;
  private long next = System.nanoTime();

  /// @param delay between two requests
  public Pace(Duration delay) {
    nanos = delay.toNanos();
  }

  /// Waits for the caller's turn.
  public void await() throws InterruptedException {
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
