package io.gapless.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration STALL = Duration.ofMinutes(5);
  private static final long GIGABYTE = 1L << 30;

  @Test
  void namesStalledWorkersAndBeforeThemChainsWithoutAny() {
    var conditions = Thresholds.workers(List.of(fetcher("a", "evm-1", 301),
        fetcher("b", "evm-1", 299), fetcher("c", "xrpl-0", 400),
        new Thresholds.Seen("s", "sink", List.of(), NOW.minusSeconds(600))), STALL, NOW);

    assertThat(conditions).extracting(Condition::namespace, Condition::id, Condition::needed)
        .containsExactly(tuple("fleet", "xrpl-0", true),
            tuple("worker", "a", false),
            tuple("worker", "c", false),
            tuple("worker", "s", false));
    assertThat(conditions.getFirst().finding().line()).startsWith("✗ all fetchers of xrpl-0");
  }

  @Test
  void tellsRowsThatWaitForMergesFromRealDuplicates() {
    assertThat(duplicates(1_000_000, 750_000, 750_000, 750_000)).isFalse();
    assertThat(duplicates(1_000_000, 749_999, 749_999, 749_999)).isTrue();
    assertThat(duplicates(300_000, 200_001, 200_001, 200_001)).as("few").isFalse();
    assertThat(duplicates(10, 9, 10, 9)).as("under FINAL").isTrue();
    assertThat(Thresholds.duplicates(new Thresholds.Partition("t", "p", 10, 9, 10, 9)))
        .hasValueSatisfying(condition -> assertThat(condition.needed()).isTrue());
  }

  @Test
  void aDiskFillsBelowATenthOrFiveGigabytes() {
    assertThat(Thresholds.disk("d", 10 * GIGABYTE, 100 * GIGABYTE)).isEmpty();
    assertThat(Thresholds.disk("d", 10 * GIGABYTE - 1, 100 * GIGABYTE)).isPresent();
    assertThat(Thresholds.disk("d", 5 * GIGABYTE, 20 * GIGABYTE)).isEmpty();
    assertThat(Thresholds.disk("d", 5 * GIGABYTE - 1, 20 * GIGABYTE))
        .hasValueSatisfying(condition -> assertThat(condition.text()).contains("5.0 of 20.0 GB"));
  }

  private static boolean duplicates(long rows, long keys, long merged, long mergedKeys) {
    return Thresholds
        .duplicates(new Thresholds.Partition("t", "p", rows, keys, merged, mergedKeys))
        .isPresent();
  }

  private static Thresholds.Seen fetcher(String id, String chain, long seconds) {
    return new Thresholds.Seen(id, "fetcher", List.of(chain), NOW.minusSeconds(seconds));
  }
}
