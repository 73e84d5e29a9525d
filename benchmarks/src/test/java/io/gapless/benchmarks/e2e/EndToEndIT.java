package io.gapless.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny measurement on the real servers: the report's shape, never its figures.
class EndToEndIT {

  private static final List<String> STAGES = List.of("read", "decode", "produce", "insert");

  @TempDir
  private Path folder;

  @Test
  void reportsThePipelineAndEveryStageOnTheSameRows() throws Exception {
    var lines = new ArrayList<String>();

    var report = new ObjectMapper().readTree(
        new EndToEnd(new EndToEndOptions(3_000, 50, 2), lines::add).run(folder));

    assertThat(report.path("benchmark").asText()).isEqualTo("e2e");
    assertThat(report.path("transfers").asLong()).isPositive();
    assertThat(report.path("blocks").asLong()).isEqualTo(61);
    assertCost(report);
    assertThat(STAGES).contains(report.path("slowest_stage").asText());
    assertThat(report.path("ratio_to_slowest_stage").asDouble()).isPositive();
    for (var stage : STAGES) {
      assertCost(report.path("stages").path(stage));
      assertThat(report.path("stages").path(stage).path("ratio").asDouble()).isPositive();
    }
    assertThat(report.path("setting").path("simulator").asText()).isEqualTo("in_process");
    assertThat(report.path("machine").path("cores").asInt()).isPositive();
    assertThat(report.path("machine").path("memory_bytes").asLong()).isPositive();
    assertThat(report.path("machine").path("jvm").asText()).isNotEmpty();
    assertThat(report.path("single_runs")).hasSize(2).allSatisfy(run -> {
      assertCost(run);
      assertThat(run.path("requests").asLong()).isPositive();
      STAGES.forEach(stage -> assertCost(run.path("stages").path(stage)));
    });
    assertThat(lines).anyMatch(line -> line.startsWith("warm-up"))
        .anyMatch(line -> line.startsWith("run 2 of 2"));
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertCost(JsonNode node) {
    assertThat(node.path("transfers_per_second").asLong()).isPositive();
    assertThat(node.path("seconds").asDouble()).isPositive();
    assertThat(node.path("cpu_seconds_per_million").asDouble()).isNotNegative();
  }
}
