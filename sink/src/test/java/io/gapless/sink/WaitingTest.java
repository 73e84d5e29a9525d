package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static final String TOPIC = "transfers";
  private static final long FEW = 1_000;
  private static final long MANY = 8 << 20;

  private final Waiting waiting = new Waiting(Duration.ofSeconds(1));

  @Test
  void fewRowsMakeAnInsertASecond() {
    waiting.arrived(TOPIC, millis(900));

    assertThat(isOver(FEW, 999)).isFalse();
    assertThat(isOver(FEW, 1_000)).isTrue();
  }

  @Test
  void manyRowsWaitForMore() {
    waiting.arrived(TOPIC, millis(4_900));

    assertThat(isOver(MANY, 4_999)).isFalse();
    assertThat(isOver(MANY, 5_000)).isTrue();
  }

  @Test
  void manyRowsWaitNoLongerOnceNoMoreCome() {
    waiting.arrived(TOPIC, millis(2_000));

    assertThat(isOver(MANY, 2_999)).isFalse();
    assertThat(isOver(MANY, 3_000)).isTrue();
  }

  /// Asks for rows of which the first came at 0.
  private boolean isOver(long bytes, long nowMillis) {
    return waiting.isOver(TOPIC, millis(nowMillis), bytes, millis(nowMillis));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
