package io.gapless.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BlockRangeTest {

  @Test
  void cutsIntoPartsThatMakeItUp() {
    assertThat(new BlockRange(10, 34).cut(10))
        .containsExactly(new BlockRange(10, 19), new BlockRange(20, 29), new BlockRange(30, 34));
    assertThat(new BlockRange(10, 19).cut(10)).containsExactly(new BlockRange(10, 19));
    assertThat(BlockRange.of(7).cut(1)).containsExactly(BlockRange.of(7));
  }

  @Test
  void refusesWhatIsNoRange() {
    assertThatThrownBy(() -> new BlockRange(5, 4)).hasMessageContaining("5..4");
    assertThatThrownBy(() -> new BlockRange(-1, 4)).hasMessageContaining("-1");
    assertThatThrownBy(() -> BlockRange.of(1).cut(0)).hasMessageContaining("0");
  }
}
