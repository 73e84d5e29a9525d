package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogEndsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  /// Nanoseconds may begin anywhere.
  private static final long START = Long.MAX_VALUE - 3 * SECOND;

  private final LogEnds ends = new LogEnds();

  @Test
  void aCopyIsAsOldAsTheNewestEndThatItHasReached() {
    ends.saw(0, 10, START);
    ends.saw(0, 20, START + SECOND);
    ends.saw(0, 30, START + 2 * SECOND);

    long now = START + 4 * SECOND;
    assertThat(ends.age(0, 29, now)).contains(Duration.ofSeconds(2));
    assertThat(ends.age(0, 28, now)).contains(Duration.ofSeconds(3));
    assertThat(ends.age(0, 19, now)).contains(Duration.ofSeconds(3));
    assertThat(ends.age(0, 9, now)).contains(Duration.ofSeconds(4));
    assertThat(ends.age(0, 8, now)).isEmpty();
  }

  @Test
  void aCopyThatIsAheadOfTheEndIsNoYoungerThanIt() {
    ends.saw(0, 10, START);

    assertThat(ends.age(0, 100, START + SECOND)).contains(Duration.ofSeconds(1));
  }

  @Test
  void whileNothingIsWrittenACopyStaysYoung() {
    for (int second = 0; second <= 600; second++) {
      ends.saw(0, 10, START + second * SECOND);
    }

    assertThat(ends.age(0, 9, START + 601 * SECOND)).contains(Duration.ofSeconds(1));
    assertThat(ends.age(0, 8, START + 601 * SECOND)).isEmpty();
  }

  @Test
  void anEmptyLogHasNothingThatACopyCouldMiss() {
    ends.saw(0, 0, START);

    assertThat(ends.age(0, -1, START)).contains(Duration.ZERO);
  }

  @Test
  void whatIsOlderThanAMinuteIsNotKnown() {
    ends.saw(0, 10, START);
    ends.saw(0, 20, START + SECOND);

    assertThat(ends.age(0, 9, START + 60 * SECOND)).contains(Duration.ofSeconds(60));
    assertThat(ends.age(0, 9, START + 60 * SECOND + 1)).isEmpty();

    ends.saw(0, 20, START + 62 * SECOND);
    assertThat(ends.age(0, 9, START + 62 * SECOND)).isEmpty();
    assertThat(ends.age(0, 19, START + 62 * SECOND)).contains(Duration.ZERO);
  }

  @Test
  void partitionsAreKnownApart() {
    ends.saw(0, 10, START);
    ends.saw(1, 5, START);

    assertThat(ends.age(1, 5, START + SECOND)).contains(Duration.ofSeconds(1));
    assertThat(ends.age(0, 5, START + SECOND)).isEmpty();
    assertThat(ends.age(2, 5, START)).isEmpty();
    assertThat(ends.end(0)).isEqualTo(10);
    assertThat(ends.end(2)).isZero();
  }
}
