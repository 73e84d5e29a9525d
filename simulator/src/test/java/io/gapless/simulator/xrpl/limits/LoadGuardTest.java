package io.gapless.simulator.xrpl.limits;

import static io.gapless.simulator.xrpl.limits.LoadGuard.Verdict.DROP;
import static io.gapless.simulator.xrpl.limits.LoadGuard.Verdict.SERVE;
import static io.gapless.simulator.xrpl.limits.LoadGuard.Verdict.SERVE_WARNED;
import static io.gapless.simulator.xrpl.limits.LoadGuard.Verdict.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.xrpl.limits.LoadGuard.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadGuardTest {
  private static final String CLIENT = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  private final AtomicLong now = new AtomicLong(77);

  @Test
  void clioServesTwentyRequestsUntilTheSweep() {
    LoadGuard guard = LoadLimit.Clio.DEFAULT.guard(now::get);

    assertThat(until(guard, SLOW_DOWN)).isEqualTo(20);
    assertThat(guard.request(OTHER)).isEqualTo(SERVE);
    pass(Duration.ofMillis(999));
    assertThat(guard.request(CLIENT)).isEqualTo(SLOW_DOWN);
    pass(Duration.ofMillis(1));
    assertThat(until(guard, SLOW_DOWN)).isEqualTo(20);
  }

  @Test
  void clioWarnsWithTheAnswerThatGoesBeyondTheBytes() {
    LoadGuard guard = LoadLimit.Clio.DEFAULT.guard(now::get);
    guard.request(CLIENT);

    assertThat(guard.answered(CLIENT, 1_000_000)).isFalse();
    assertThat(guard.request(CLIENT)).isEqualTo(SERVE);
    assertThat(guard.answered(CLIENT, 1)).isTrue();
    assertThat(guard.request(CLIENT)).isEqualTo(SLOW_DOWN);
    pass(Duration.ofSeconds(1));
    assertThat(guard.request(CLIENT)).isEqualTo(SERVE);
    assertThat(guard.answered(CLIENT, 1_000_000)).isFalse();
  }

  @Test
  void clioAllowsWhatItSaysOverManySweeps() {
    LoadGuard guard = LoadLimit.Clio.DEFAULT.guard(now::get);
    int served = 0;
    for (int i = 0; i < 10_000; i++) {
      served += guard.request(CLIENT) == SERVE ? 1 : 0;
      pass(Duration.ofMillis(1));
    }

    assertThat(served).isEqualTo(200);
  }

  @Test
  void rippledWarnsAndThenDropsABurst() {
    LoadGuard guard = LoadLimit.Rippled.DEFAULT.guard(now::get);

    assertThat(until(guard, SERVE_WARNED)).isEqualTo(8_000 - 1);
    assertThat(8_000 + until(guard, DROP)).isEqualTo(40_000 - 1);
    assertThat(guard.request(CLIENT)).isEqualTo(SERVE);
  }

  @Test
  void rippledWarnsAboveTwoHundredAndFiftyRequestsASecond() {
    assertThat(steady(240)).isEqualTo(SERVE);
    assertThat(steady(270)).isEqualTo(SERVE_WARNED);
    assertThat(steady(1_150)).isEqualTo(SERVE_WARNED);
    assertThat(steady(1_350)).isEqualTo(DROP);
  }

  @Test
  void rippledForgetsTheIdle() {
    LoadGuard guard = LoadLimit.Rippled.DEFAULT.scaled(1_000).guard(now::get);
    assertThat(until(guard, SERVE_WARNED)).isEqualTo(7);

    pass(Duration.ofSeconds(129));

    assertThat(until(guard, SERVE_WARNED)).isEqualTo(7);
  }

  @Test
  void refusesLimitsThatAreNone() {
    assertThatThrownBy(() -> new LoadLimit.Clio(0, 1, Duration.ofSeconds(1)))
        .hasMessage("requests < 1: 0");
    assertThatThrownBy(() -> new LoadLimit.Rippled(20, 5, 5, 32))
        .hasMessage("not 0 < warnAt < dropAt: 5, 5");
  }

  /// The worst that becomes of a steady rate over five minutes.
  private Verdict steady(int perSecond) {
    LoadGuard guard = LoadLimit.Rippled.DEFAULT.guard(now::get);
    Verdict worst = SERVE;
    for (int second = 0; second < 300; second++) {
      for (int i = 0; i < perSecond; i++) {
        Verdict verdict = guard.request(CLIENT);
        worst = verdict.compareTo(worst) > 0 ? verdict : worst;
      }
      pass(Duration.ofSeconds(1));
    }
    return worst;
  }

  /// The number of requests before the first that fares so.
  private static int until(LoadGuard guard, Verdict verdict) {
    int before = 0;
    while (guard.request(CLIENT) != verdict) {
      before++;
    }
    return before;
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
