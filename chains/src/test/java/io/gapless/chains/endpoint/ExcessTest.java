package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExcessTest {

  private final Excess excess = new Excess();

  @Test
  void forgetsARefusalAfterSomeHundredsThatWereAccepted() {
    excess.refused();
    assertThat(excess.isAny()).isTrue();

    excess.add(340, 0);

    assertThat(excess.isAny()).isFalse();
  }

  @Test
  void tellsThePartThatWasRefusedSinceItBegan() {
    excess.add(1_000, 0);
    for (int times = 0; times < 10; times++) {
      excess.refused();
      excess.add(9, 0);
    }

    assertThat(excess.part()).isCloseTo(0.09, within(1e-9));
  }

  @Test
  void makesNothingOfASingleRefusal() {
    excess.refused();

    assertThat(excess.part()).isZero();
  }
}
