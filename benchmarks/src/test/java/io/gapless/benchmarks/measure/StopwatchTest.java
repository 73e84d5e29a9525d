package io.gapless.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopwatchTest {

  @Test
  void costsAreRatesAndProcessorTimeOfAMillion() {
    var cost = new Cost(2, 3);

    assertThat(cost.perSecond(500_000)).isEqualTo(250_000);
    assertThat(cost.cpuSecondsPerMillion(500_000)).isEqualTo(6);
  }

  @Test
  void processorTimeOfThisProcessIsSeen() {
    var stopwatch = Stopwatch.start();
    double spent = 0;
    double noise = 1;
    while (spent < 0.05) {
      for (int i = 0; i < 1_000_000; i++) {
        noise = Math.sqrt(noise + i);
      }
      spent = stopwatch.cost().cpuSeconds();
    }

    assertThat(noise).isPositive();
    assertThat(stopwatch.cost().seconds()).isPositive();
  }
}
