package io.gapless.planner.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadersClockTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void findsABlockOfASteadyChainWithFewQuestions() throws InterruptedException {
    var chain = FakeChain.steady(20_000_000, START, 12);

    OptionalLong found = chain.firstAtOrAfter(START.plusSeconds(12 * 7_654_321L - 5));

    assertThat(found).hasValue(7_654_321);
    assertThat(chain.questions()).isLessThan(15);
  }

  @Test
  void findsEveryBlockOfAChainWithPausesAndEqualTimes() throws InterruptedException {
    var random = new Random(7);
    var times = new long[5000];
    for (int i = 1; i < times.length; i++) {
      int kind = random.nextInt(20);
      times[i] = times[i - 1] + (kind == 0 ? 100_000 : kind < 5 ? 0 : 3);
    }
    var chain = new FakeChain(times.length - 1, block -> times[(int) block]);

    for (long target = 0; target < times[times.length - 1]; target += 9_973) {
      int expected = 0;
      while (times[expected] < target) {
        expected++;
      }
      assertThat(chain.firstAtOrAfter(Instant.ofEpochSecond(target))).hasValue(expected);
    }
  }

  @Test
  void asksAtMostTwiceWhatHalvingWouldOnAChainWithAFarFirstBlock() throws InterruptedException {
    // some chains give their first block the time 0
    var chain = new FakeChain(30_000_000,
        block -> block == 0 ? 0 : START.getEpochSecond() + block * 2);

    assertThat(chain.firstAtOrAfter(START.plusSeconds(86_400))).hasValue(43_200);
    assertThat(chain.questions()).isLessThan(55);
  }

  @Test
  void saysThatNoBlockIsYoungerThanTheHead() throws InterruptedException {
    var chain = FakeChain.steady(100, START, 12);

    assertThat(chain.firstAtOrAfter(START.plusSeconds(100 * 12))).hasValue(100);
    assertThat(chain.firstAtOrAfter(START.plusSeconds(100 * 12 + 1))).isEmpty();
    assertThat(chain.firstAtOrAfter(START.plusSeconds(100 * 12).plusNanos(1))).isEmpty();
  }

  @Test
  void takesTheFirstBlockForAnyTimeBeforeIt() throws InterruptedException {
    var chain = FakeChain.steady(0, START, 12);

    assertThat(chain.firstAtOrAfter(START.minusSeconds(1))).hasValue(0);
    assertThat(chain.firstAtOrAfter(START)).hasValue(0);
    assertThat(chain.firstAtOrAfter(START.plusSeconds(1))).isEmpty();
  }

  @Test
  void findsTheDaysOfThreeYearsWithAFewQuestionsEach() throws InterruptedException {
    var chain = FakeChain.steady(8_000_000, START, 12);

    for (int day = 1; day <= 1000; day++) {
      assertThat(chain.firstAtOrAfter(START.plusSeconds(day * 86_400L))).hasValue(day * 7200L);
    }

    assertThat(chain.questions()).isLessThan(6000);
  }
}
