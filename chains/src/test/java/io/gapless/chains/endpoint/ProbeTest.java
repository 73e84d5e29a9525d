package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final long SECOND = 1_000_000_000L;

  private final Probe probe = new Probe();

  @Test
  void asksForALittleMoreEachSecondUpToItsReach() {
    probe.begin();

    double first = probe.next();
    double last = first;
    for (int second = 0; second < 20; second++) {
      last = probe.next();
    }

    assertThat(first).isBetween(1.01, 1.02);
    assertThat(last).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void raisesTheLimitByHalfOfTheIncreaseOnceEnoughWasLetThrough() {
    probe.begin();

    int seconds = 0;
    double asked;
    double limit;
    do {
      asked = probe.next();
      limit = probe.held();
      seconds++;
    } while (limit == 1);

    assertThat(seconds).isBetween(12, 20);
    assertThat(limit).isCloseTo(1 + (asked - 1) / 2, within(1e-9));
    assertThat(probe.isUnderWay()).isTrue();
  }

  @Test
  void leavesTheLimitWhereItIsIfRefusedAtOnce() {
    probe.begin();
    probe.next();

    assertThat(probe.failed()).isEqualTo(1);
    assertThat(probe.isUnderWay()).isFalse();
  }

  @Test
  void comesLaterAndReachesLessFarAfterEachThatFailed() {
    assertThat(probe.isDue(5 * SECOND)).isTrue();

    failAtOnce();
    assertThat(probe.isDue(7 * SECOND)).isFalse();
    assertThat(probe.isDue(8 * SECOND)).isTrue();

    for (int times = 0; times < 30; times++) {
      failAtOnce();
    }
    assertThat(probe.isDue(599 * SECOND)).isFalse();
    assertThat(probe.isDue(600 * SECOND)).isTrue();
    probe.begin();
    assertThat(probe.next()).isBetween(1.001, 1.02);
  }

  private void failAtOnce() {
    probe.begin();
    probe.next();
    probe.failed();
  }
}
