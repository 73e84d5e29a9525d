package io.gapless.chains.xrpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.chains.BlockRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteLedgersTest {

  @Test
  void readsRangesAndSingleLedgers() {
    assertThat(CompleteLedgers.parse("32570-82521701"))
        .containsExactly(new BlockRange(32570, 82521701));
    assertThat(CompleteLedgers.parse("24900901-24900984,24901000, 24901116-24901158"))
        .containsExactly(new BlockRange(24900901, 24900984), BlockRange.of(24901000),
            new BlockRange(24901116, 24901158));
  }

  @Test
  void joinsWhatTouchesAndSorts() {
    assertThat(CompleteLedgers.parse("10-20,5,6-8,15-30,31"))
        .containsExactly(new BlockRange(5, 8), new BlockRange(10, 31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "", " "})
  void hasNoneWhereThereAreNone(String text) {
    assertThat(CompleteLedgers.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5-", "-5", "a", "9-5", "5,,6", "1-2-3", "99999999999999999999"})
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> CompleteLedgers.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
