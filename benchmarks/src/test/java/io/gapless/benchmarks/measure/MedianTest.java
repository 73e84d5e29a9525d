package io.gapless.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void theMiddleOneOfAnOddNumberCounts() {
    assertThat(Median.of(List.of(9.0, 1.0, 4.0))).isEqualTo(4.0);
  }

  @Test
  void anEvenNumberGivesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Median.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
  }
}
