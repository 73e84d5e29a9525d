package io.gapless.benchmarks.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny measurement: the report's shape, never its figures.
class RebuildBenchmarkIT {

  @TempDir
  private Path folder;

  @Test
  void reportsThreeSizesWhoseGatesPass() throws Exception {
    var lines = new ArrayList<String>();

    var report =
        new ObjectMapper().readTree(new RebuildBenchmark(16_000, lines::add).run(folder));

    assertThat(report.path("sizes").findValuesAsText("transfers"))
        .containsExactly("1000", "4000", "16000");
    assertThat(report.path("sizes")).allSatisfy(size -> {
      assertThat(size.path("transfers_per_second").asLong()).isPositive();
      assertThat(size.path("most_memory_bytes").asLong()).isPositive();
    });
    assertThat(lines).anyMatch(line -> line.startsWith("16,000 transfers: "));
    assertThat(folder).isEmptyDirectory();
  }
}
