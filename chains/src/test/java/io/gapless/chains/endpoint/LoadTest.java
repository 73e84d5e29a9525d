package io.gapless.chains.endpoint;

import static io.gapless.chains.endpoint.LoadModel.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.LoadModel.Clio;
import io.gapless.chains.endpoint.LoadModel.Counts;
import io.gapless.chains.endpoint.LoadModel.Rippled;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A governor against models of XRPL servers, in virtual time.
class LoadTest {

  private static final int REQUESTS = 20;
  private static final long BYTES = 1_000_000;

  @ParameterizedTest
  @CsvSource({"30, 1000, 1001", "40, 85000, 95000", "40, 70000, 110000", "100, 10000, 60000",
      "30, 40000, 60000", "100, 40000, 60000",
      "30, 30000, 90000", "100, 30000, 90000", "300, 30000, 90000", "30, 60000, 240000",
      "100, 60000, 240000", "100, 150000, 600000"})
  void usesTheRequestsAndBytesThatClioAllows(int latencyMillis, int leastBytes, int mostBytes) {
    var random = new Random(3);
    var model = new LoadModel(new Clio(REQUESTS, BYTES), Duration.ofMillis(latencyMillis),
        () -> random.nextInt(leastBytes, mostBytes));

    Counts late = between(30, 330, model);

    double requests = late.accepted() / 300.0 / REQUESTS;
    double bytes = late.bytes() / 300.0 / BYTES;
    assertThat(Math.max(requests, bytes)).isGreaterThanOrEqualTo(0.9);
    assertThat((double) late.throttled() / (late.accepted() + late.throttled()))
        .isLessThan(0.02);
  }

  @Test
  void goesBackToManyRequestsWhereAnswersBecomeSmall() {
    var random = new Random(3);
    var size = new int[]{150_000};
    var model = new LoadModel(new Clio(REQUESTS, BYTES), Duration.ofMillis(100),
        () -> random.nextInt(size[0] / 2, size[0]));
    model.until(60 * SECOND);

    size[0] = 20_000;

    assertThat(between(90, 150, model).accepted() / 60.0).isGreaterThan(0.9 * REQUESTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 30, 300})
  void isNeverDisconnectedByRippledAndUsesMostOfWhatItBears(int latencyMillis) {
    var rippled = new Rippled();
    var model = new LoadModel(rippled, Duration.ofMillis(latencyMillis), () -> 20_000);

    Counts late = between(120, 420, model);

    assertThat(rippled.disconnects()).isZero();
    assertThat(late.accepted() / 300.0).isGreaterThan(0.85 * 250);
  }

  @Test
  void doesNotPaceByBytesWhereNothingSpeaksOfThem() {
    var model = new LoadModel(new Clio(1_000, Long.MAX_VALUE), Duration.ofMillis(20),
        () -> 1_000_000);

    assertThat(between(30, 60, model).accepted() / 30.0).isGreaterThan(900);
  }

  private static Counts between(int from, int to, LoadModel model) {
    model.until(from * SECOND);
    Counts early = model.counts();
    model.until(to * SECOND);
    return model.counts().minus(early);
  }
}
