package io.gapless.chains.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockSearchTest {

  private int asked;

  @Test
  void findsEveryBlockOfAChainWithUnevenTimes() throws InterruptedException {
    var random = new Random(42);
    long[] times = new long[500];
    times[0] = 1000;
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + (random.nextInt(5) == 0 ? random.nextInt(5000) : random.nextInt(3));
    }
    for (long wanted = 990; wanted < times[499] + 10; wanted += 3) {
      long goal = wanted;
      OptionalLong expected =
          LongStream.range(0, 500).filter(block -> times[(int) block] >= goal).findFirst();

      assertThat(search(times, Instant.ofEpochSecond(wanted))).as("at " + wanted)
          .isEqualTo(expected);
    }
  }

  @Test
  void needsFewRequestsOnALongChain() throws InterruptedException {
    long slowUntil = 15_000_000;
    BlockSearch search = new BlockSearch(block -> {
      asked++;
      return Answer.of(
          block < slowUntil ? 13 * block + block % 7 : 13 * slowUntil + 12 * (block - slowUntil));
    });
    long worst = 0;
    for (long day = 0; day < 2700; day += 10) {
      asked = 0;
      search.firstAtOrAfter(Instant.ofEpochSecond(day * 86_400), 0, 20_000_000);
      worst = Math.max(worst, asked);
    }
    assertThat(worst).isLessThanOrEqualTo(26);
  }

  @Test
  void takesTheFirstBlockForATimeBeforeIt() throws InterruptedException {
    assertThat(search(new long[]{0, 1_438_269_988, 1_438_269_990}, Instant.EPOCH.minusSeconds(1)))
        .hasValue(0);
  }

  @Test
  void findsNothingBeyondTheLastBlock() throws InterruptedException {
    assertThat(search(new long[]{10, 20, 30}, Instant.ofEpochSecond(31))).isEmpty();
    assertThat(search(new long[]{10, 20, 30}, Instant.ofEpochSecond(30))).hasValue(2);
    assertThat(search(new long[]{10, 20, 30}, Instant.ofEpochSecond(20, 1))).hasValue(2);
    assertThat(search(new long[]{10}, Instant.ofEpochSecond(10))).hasValue(0);
  }

  @Test
  void passesOnARefusal() throws InterruptedException {
    var refusal = new Refusal.Timeout(Said.of("slow"));

    var answer = new BlockSearch(_ -> Answer.refused(refusal)).firstAtOrAfter(Instant.EPOCH, 0, 9);

    assertThat(answer).isEqualTo(Answer.refused(refusal));
  }

  private static OptionalLong search(long[] times, Instant instant) throws InterruptedException {
    var search = new BlockSearch(block -> Answer.of(times[(int) block]));
    return switch (search.firstAtOrAfter(instant, 0, times.length - 1)) {
      case Answer.Value<OptionalLong>(OptionalLong found) -> found;
      case Answer.Refused<OptionalLong>(Refusal refusal) ->
          throw new AssertionError(refusal.toString());
    };
  }
}
