package io.gapless.chains.xrpl.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofNanos(100);
  private static final Duration LONGEST = Duration.ofNanos(350);

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToTheLongest() {
    var backoff = new Backoff(FIRST, LONGEST, fixed(0));

    assertThat(backoff.waitNanos(1000)).isZero();
    backoff.failed(1000);
    assertThat(backoff.waitNanos(1000)).isEqualTo(50);
    assertThat(backoff.waitNanos(1049)).isEqualTo(1);
    assertThat(backoff.waitNanos(2000)).isZero();
    backoff.failed(2000);
    assertThat(backoff.waitNanos(2000)).isEqualTo(100);
    backoff.failed(3000);
    backoff.failed(3000);
    assertThat(backoff.waitNanos(3000)).isEqualTo(175);
  }

  @Test
  void throwsHalfOfTheTime() {
    var backoff = new Backoff(FIRST, LONGEST, fixed(0.5));

    backoff.failed(0);

    assertThat(backoff.waitNanos(0)).isEqualTo(75);
  }

  @Test
  void beginsAnewAfterASuccess() {
    var backoff = new Backoff(FIRST, LONGEST, fixed(0));
    backoff.failed(0);
    backoff.failed(0);

    backoff.succeeded();

    assertThat(backoff.waitNanos(0)).isZero();
    backoff.failed(0);
    assertThat(backoff.waitNanos(0)).isEqualTo(50);
  }

  private static RandomGenerator fixed(double thrown) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return thrown;
      }
    };
  }
}
