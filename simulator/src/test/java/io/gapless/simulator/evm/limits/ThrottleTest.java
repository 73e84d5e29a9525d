package io.gapless.simulator.evm.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(17);

  @Test
  void letsASecondsWorthPassAtOnceAndThenTheRate() {
    var throttle = new Throttle(10, now::get);

    assertThat(passed(throttle, 30)).isEqualTo(10);
    now.addAndGet(SECOND / 2);
    assertThat(passed(throttle, 30)).isEqualTo(5);
    now.addAndGet(100 * SECOND);
    assertThat(passed(throttle, 30)).isEqualTo(10);
  }

  @Test
  void letsABatchPassWholeAndHasItPaidOff() {
    var throttle = new Throttle(10, now::get);

    assertThat(throttle.take(40)).isZero();
    assertThat(throttle.take(1)).isEqualTo(4);
    now.addAndGet(4 * SECOND);
    assertThat(throttle.take(1)).isZero();
  }

  @Test
  void letsAllPassWithoutARate() {
    assertThat(passed(new Throttle(0, now::get), 1_000)).isEqualTo(1_000);
  }

  private static long passed(Throttle throttle, int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += throttle.take(1) == 0 ? 1 : 0;
    }
    return passed;
  }
}
