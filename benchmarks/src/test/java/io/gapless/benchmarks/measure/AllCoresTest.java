package io.gapless.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class AllCoresTest {

  @Test
  void eachIsDoneOnce() throws InterruptedException {
    var done = new ConcurrentLinkedQueue<Integer>();

    var cost = AllCores.measure(List.of(1, 2, 3, 4, 5), done::add);

    assertThat(done).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(cost.seconds()).isPositive();
    assertThat(cost.cpuSeconds()).isNotNegative();
  }

  @Test
  void oneThatFailsFailsTheStage() {
    assertThatExceptionOfType(BenchmarkFailedException.class)
        .isThrownBy(() -> AllCores.measure(List.of(1), _ -> {
          throw new IllegalStateException("no good");
        })).withMessageContaining("no good");
  }
}
