package io.gapless.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny measurement with real processes: the report's shape, never its figures.
class GrowthIT {

  @TempDir
  private Path folder;

  @Test
  void reportsWhatGrows() throws Exception {
    var report =
        new ObjectMapper().readTree(new Growth(2_000, 20, List.of(1, 4), _ -> {}).run(folder));

    assertThat(report.path("benchmark").asText()).isEqualTo("growth");
    assertThat(report.path("sizes").findValuesAsText("times")).containsExactly("1", "4");
    assertThat(report.path("sizes")).allSatisfy(size -> {
      assertThat(size.path("transfers").asLong())
          .isGreaterThanOrEqualTo(1_500L * size.path("times").asLong());
      assertThat(size.path("transfers_per_second").asLong()).isPositive();
      assertThat(size.path("gap_detector_state_bytes").asLong()).isPositive();
    });
    assertThat(report.path("growth").path("blocks").asDouble()).isBetween(3.5, 4.5);
    assertThat(report.path("growth").has("sink_heap")).isTrue();
    assertThat(folder).isEmptyDirectory();
  }
}
