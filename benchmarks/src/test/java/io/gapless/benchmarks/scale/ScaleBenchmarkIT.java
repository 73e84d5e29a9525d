package io.gapless.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny measurement with real processes: the report's shape, never its figures.
class ScaleBenchmarkIT {

  @TempDir
  private Path folder;

  @Test
  void reportsWhatEachFleetGot() throws Exception {
    var sizes =
        new ScaleSizes(List.of(1, 2), 200, 1, Duration.ofSeconds(1), Duration.ofSeconds(2));

    var report =
        new ObjectMapper().readTree(new ScaleBenchmark(sizes, _ -> {}).run(folder));

    assertThat(report.path("benchmark").asText()).isEqualTo("scale");
    var slow = report.path("slow_node").path("fleets");
    assertThat(slow.findValuesAsText("processes")).containsExactly("1", "2");
    assertThat(slow.get(0).path("efficiency").asDouble()).isEqualTo(1);
    assertThat(slow).allSatisfy(fleet -> {
      assertThat(fleet.path("works_per_second").asDouble()).isPositive();
      assertThat(fleet.path("single_runs")).hasSize(1);
    });
    var limited = report.path("limited_node").path("fleets");
    assertThat(limited.findValuesAsText("processes")).containsExactly("1", "2");
    assertThat(limited)
        .allSatisfy(fleet -> assertThat(fleet.path("calls_answered").asLong()).isPositive());
    assertThat(folder).isEmptyDirectory();
  }
}
