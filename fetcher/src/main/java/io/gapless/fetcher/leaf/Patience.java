package io.gapless.fetcher.leaf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How long to go on without a usable answer, with waits between that grow.
///
/// For any thread.
public final class Patience {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Duration limit;
  private volatile Instant renewedAt;
  private volatile Duration pause = FIRST_PAUSE;

  public Patience(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
    renewedAt = clock.instant();
  }

  /// There was a usable answer.
  public void renew() {
    renewedAt = clock.instant();
    pause = FIRST_PAUSE;
  }

  /// Whether there was no usable answer for too long.
  public boolean isOver() {
    return Duration.between(renewedAt, clock.instant()).compareTo(limit) > 0;
  }

  /// Waits, longer each time.
  public void pause() throws InterruptedException {
    Thread.sleep(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
