package io.gapless.benchmarks.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny measurement on the real servers: the report's shape, never its figures.
class EnrichBenchmarkIT {

  private static final int TRANSACTIONS = 1_200;

  @TempDir
  private Path folder;

  @Test
  void reportsAllThatIsWantedWithAndWithoutLimits() throws Exception {
    var lines = new ArrayList<String>();
    var sizes =
        new EnrichSizes(TRANSACTIONS, 1, Duration.ofSeconds(1), Duration.ofSeconds(3));

    var report = new ObjectMapper().readTree(new EnrichBenchmark(sizes, lines::add).run(folder));

    assertThat(report.path("benchmark").asText()).isEqualTo("enrich");
    assertThat(report.path("transactions").asInt()).isEqualTo(TRANSACTIONS);
    var unlimited = report.path("unlimited");
    assertCost(unlimited);
    assertCost(unlimited.path("by_hash"));
    assertThat(unlimited.path("by_hash").path("calls_per_transaction").asDouble()).isEqualTo(3);
    assertThat(unlimited.path("by_hash").path("blocks_read_whole").asLong()).isZero();
    assertCost(unlimited.path("whole_blocks"));
    assertThat(unlimited.path("whole_blocks").path("blocks_read_whole").asLong()).isPositive();
    assertThat(report.path("limited").findValuesAsText("calls_per_second"))
        .containsExactly("25", "250");
    assertThat(report.path("limited")).allSatisfy(run -> {
      assertThat(run.path("calls_answered").asLong()).isPositive();
      assertThat(run.path("requests_per_transaction").asDouble()).isPositive();
    });
    assertThat(report.path("single_runs")).allSatisfy(runs -> assertThat(runs).hasSize(1));
    assertThat(report.path("machine").path("cores").asInt()).isPositive();
    assertThat(lines).anyMatch(line -> line.startsWith("run 1 of 1"));
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertCost(JsonNode node) {
    assertThat(node.path("transactions_per_second").asLong()).isPositive();
    assertThat(node.path("in_table_per_second").asLong()).isPositive();
    assertThat(node.path("cpu_seconds_per_million").asDouble()).isNotNegative();
  }
}
