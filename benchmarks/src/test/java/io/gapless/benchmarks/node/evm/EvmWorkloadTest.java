package io.gapless.benchmarks.node.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EvmWorkloadTest {

  @Test
  void theChainHasAnEmptyBlockBeforeThoseWithTransfers() {
    assertThat(new EvmWorkload(1_000, 500, false).blocks()).isEqualTo(3);
    assertThat(new EvmWorkload(1_001, 500, false).blocks()).isEqualTo(4);
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EvmWorkload(0, 500, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new EvmWorkload(1, 0, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new EvmWorkload(1, 5_001, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvmWorkload(10_000_000, 1, false)).withMessageContaining("blocks");
  }
}
