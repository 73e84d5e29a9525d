package io.gapless.benchmarks.hot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The report's shape, and that each step does what is measured, never the figures.
class HotBenchmarkTest {

  @Test
  void reportsEveryStepOfATransfer() throws Exception {
    var report = new ObjectMapper()
        .readTree(new HotBenchmark(new HotSizes(1, Duration.ofMillis(20), false)).run());

    assertThat(report.path("benchmark").asText()).isEqualTo("hot");
    assertThat(report.path("stages").fieldNames()).toIterable().containsExactly(
        "json_to_record", "record_to_avro", "record_to_avro_and_digest", "avro_to_row_binary",
        "row_binary_to_native");
    assertThat(report.path("stages")).allSatisfy(HotBenchmarkTest::assertStage);
  }

  @Test
  void theStepsTakeATransferFromTheAnswerToTheRow() throws Exception {
    var path = new HotPath();
    path.prepare();
    int transfers = Transfers.make().logs().size();

    assertThat(transfers).isPositive();
    assertThat(path.jsonToRecord()).isEqualTo(transfers);
    assertThat(path.recordToAvroAndDigest().records()).hasSize(transfers);
    assertThat(path.avroToRowBinary().count()).isEqualTo(transfers);
    assertThat(path.rowBinaryToNative()).isGreaterThan(path.avroToRowBinary().size());
  }

  private static void assertStage(JsonNode stage) {
    assertThat(stage.path("nanoseconds_per_transfer").asDouble()).isPositive();
    assertThat(stage.path("allocated_bytes_per_transfer").asDouble()).isNotNegative();
    assertThat(stage.path("single_runs")).hasSize(1);
  }
}
