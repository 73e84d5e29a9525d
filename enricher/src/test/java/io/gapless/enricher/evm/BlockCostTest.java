package io.gapless.enricher.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockCostTest {

  @Test
  void aBlockIsReadWholeForManyOfItsTransactions() {
    var cost = new BlockCost(150);

    assertThat(cost.isWholeCheaper(1, false)).isFalse();
    assertThat(cost.isWholeCheaper(7, false)).isFalse();
    assertThat(cost.isWholeCheaper(8, false)).isTrue();
  }

  @Test
  void andForFewWhereCallsAreLimited() {
    assertThat(new BlockCost(150).isWholeCheaper(1, true)).isFalse();
    assertThat(new BlockCost(150).isWholeCheaper(2, true)).isTrue();
  }

  @Test
  void learnsHowLargeBlocksAre() {
    var cost = new BlockCost(150);
    for (int i = 0; i < 200; i++) {
      cost.saw(10);
    }

    assertThat(cost.isWholeCheaper(1, false)).isTrue();
  }
}
