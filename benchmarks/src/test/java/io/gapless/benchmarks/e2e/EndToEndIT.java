package io.gapless.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.benchmarks.node.Workload;
import io.gapless.benchmarks.node.evm.EvmWorkload;
import io.gapless.benchmarks.node.xrpl.XrplWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tiny measurements on the real servers: the report's shape, never its figures.
class EndToEndIT {

  private static final List<String> EVM_STAGES = List.of("read", "decode", "produce", "insert");
  private static final List<String> XRPL_STAGES =
      List.of("answer", "read", "prove", "decode", "produce", "insert");

  @TempDir
  private Path folder;

  private final List<String> lines = new ArrayList<>();

  @Test
  void reportsThePipelineAndEveryStageOnTheSameRows() throws Exception {
    var report = run(new EvmWorkload(3_000, 50, true), 1);

    assertThat(report.path("benchmark").asText()).isEqualTo("e2e");
    assertThat(report.path("transfers").asLong()).isPositive()
        .isLessThan(report.path("logs").asLong());
    assertThat(report.path("datasets")).extracting(JsonNode::asText).containsExactly(
        "erc20_transfers", "erc721_transfers", "erc1155_transfers", "unclassified_logs");
    assertThat(report.path("blocks").asLong()).isEqualTo(61);
    assertReport(report, "transfers", EVM_STAGES);
    assertThat(report.path("single_runs")).hasSize(1);
    assertThat(lines).anyMatch(line -> line.startsWith("warm-up"))
        .anyMatch(line -> line.startsWith("run 1 of 1"));
  }

  @Test
  void ledgersAreProvenAndTheShareOfThatIsTold() throws Exception {
    var report = run(new XrplWorkload(300, 5), 1);

    assertThat(report.path("benchmark").asText()).isEqualTo("xrpl");
    assertThat(report.path("verified").asText()).isEqualTo("ROOT");
    assertThat(report.path("ledgers").asLong()).isEqualTo(300);
    assertThat(report.path("payments").asLong()).isPositive()
        .isLessThan(report.path("transactions").asLong());
    assertReport(report, "ledgers", XRPL_STAGES);
    for (var share : List.of("share_of_cpu", "share_of_cpu_without_node", "share_of_time",
        "node_share_of_cpu_at_least", "node_share_of_cpu_at_most")) {
      assertThat(report.path("hashing").path(share).isNumber()).as(share).isTrue();
    }
    assertThat(report.path("single_runs")).hasSize(1);
  }

  @Test
  void thereIsNoMeasurementWithoutARun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndToEnd(new XrplWorkload(1, 0), 0, lines::add));
  }

  private JsonNode run(Workload workload, int runs) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(new EndToEnd(workload, runs, lines::add).run(folder));
  }

  private void assertReport(JsonNode report, String unit, List<String> stages) {
    assertCost(report, unit);
    assertThat(stages).contains(report.path("slowest_stage").asText());
    assertThat(report.path("ratio_to_slowest_stage").isNumber()).isTrue();
    assertThat(report.path("stages").fieldNames()).toIterable().containsExactlyElementsOf(stages);
    for (var stage : stages) {
      assertCost(report.path("stages").path(stage), unit);
      assertThat(report.path("stages").path(stage).path("ratio").isNumber()).isTrue();
    }
    assertThat(report.path("setting").path("simulator").asText()).isEqualTo("in_process");
    assertThat(report.path("machine").path("cores").asInt()).isPositive();
    assertThat(report.path("machine").path("memory_bytes").asLong()).isPositive();
    assertThat(report.path("machine").path("jvm").asText()).isNotEmpty();
    assertThat(report.path("single_runs")).allSatisfy(run -> {
      assertCost(run, unit);
      assertThat(run.path("requests").asLong()).isPositive();
      stages.forEach(stage -> assertCost(run.path("stages").path(stage), unit));
    });
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertCost(JsonNode node, String unit) {
    assertThat(node.path(unit + "_per_second").asLong()).isPositive();
    assertThat(node.path("seconds").asDouble()).isPositive();
    assertThat(node.path("cpu_seconds").asDouble()).isNotNegative();
    assertThat(node.path("cpu_seconds_per_million").asDouble()).isNotNegative();
  }
}
