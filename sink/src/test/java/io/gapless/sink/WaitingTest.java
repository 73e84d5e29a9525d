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
  void rowsThatComeAloneWaitForAsLongAsTheyMay() {
    waiting.arrived(TOPIC, 0);

    assertThat(isOver(1, FEW, 999)).isFalse();
    assertThat(isOver(1, FEW, 1_000)).isTrue();
  }

  @Test
  void fewRowsThatKeepComingInManyPartitionsMakeFiveInsertsASecond() {
    waiting.arrived(TOPIC, millis(1_500));

    assertThat(isOver(8, FEW, 1_599)).isFalse();
    assertThat(isOver(8, FEW, 1_600)).isTrue();
    assertThat(isOver(1, FEW, 1_500)).isTrue();
  }

  @Test
  void manyRowsWaitForMore() {
    waiting.arrived(TOPIC, millis(4_900));

    assertThat(isOver(8, MANY, 4_999)).isFalse();
    assertThat(isOver(8, MANY, 5_000)).isTrue();
  }

  @Test
  void manyRowsWaitNoLongerOnceNoMoreCome() {
    waiting.arrived(TOPIC, millis(2_000));

    assertThat(isOver(8, MANY, 2_999)).isFalse();
    assertThat(isOver(8, MANY, 3_000)).isTrue();
  }

  @Test
  void aTopicOfVeryManyPartitionsIsSpacedAllTheSame() {
    waiting.arrived(TOPIC, millis(9_000));

    assertThat(isOver(48, MANY, 9_599)).isFalse();
    assertThat(isOver(48, MANY, 9_600)).isTrue();
  }

  private boolean isOver(long partitions, long bytes, long nowMillis) {
    return waiting.isOver(TOPIC, partitions, 0, bytes, millis(nowMillis));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
