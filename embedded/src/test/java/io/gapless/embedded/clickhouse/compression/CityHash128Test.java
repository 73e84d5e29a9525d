package io.gapless.embedded.clickhouse.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.data.ClickHouseCityHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CityHash128Test {

  @Test
  @SuppressWarnings("deprecation") // the one implementation that is not ours
  void givesTheValuesOfTheOfficialClientForEveryLength() {
    byte[] bytes = new byte[4096];
    new Random(7).nextBytes(bytes);

    for (int length = 0; length <= 600; length++) {
      CityHash128 ours = CityHash128.of(bytes, length, length);

      long[] theirs = ClickHouseCityHash.cityHash128(bytes, length, length);
      assertThat(new long[]{ours.low(), ours.high()}).as("length %d", length).isEqualTo(theirs);
    }
  }
}
