package io.gapless.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EndToEndOptionsTest {

  @Test
  void theChainHasAnEmptyBlockBeforeThoseWithTransfers() {
    assertThat(new EndToEndOptions(1_000, 500, 1).blocks()).isEqualTo(3);
    assertThat(new EndToEndOptions(1_001, 500, 1).blocks()).isEqualTo(4);
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EndToEndOptions(0, 500, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new EndToEndOptions(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new EndToEndOptions(1, 5_001, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new EndToEndOptions(1, 500, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndToEndOptions(10_000_000, 1, 1)).withMessageContaining("blocks");
  }
}
