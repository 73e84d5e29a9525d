package io.gapless.benchmarks.node.xrpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class XrplWorkloadTest {

  @Test
  void itsSummarySaysHowMuchItIs() {
    assertThat(new XrplWorkload(5_000, 30).summary())
        .isEqualTo("5,000 ledgers with about 150,000 transactions");
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new XrplWorkload(0, 30));
    assertThatIllegalArgumentException().isThrownBy(() -> new XrplWorkload(1_000_001, 30));
    assertThatIllegalArgumentException().isThrownBy(() -> new XrplWorkload(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new XrplWorkload(1, 1_001));
    assertThatIllegalArgumentException().isThrownBy(() -> new XrplWorkload(1, Double.NaN));
  }
}
