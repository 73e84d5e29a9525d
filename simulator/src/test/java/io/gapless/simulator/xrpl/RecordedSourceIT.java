package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.XrplClient.binaryLedger;
import static io.gapless.simulator.xrpl.XrplClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSourceIT {
  private static final Path FOLDER = Path
      .of(System.getProperty("gapless.fixtures", "../../shared/fixtures")).resolve("xrpl");

  @Test
  void givesBackWhatWasRecorded() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER),
        () -> "recorded ledgers are not here: set -Dgapless.fixtures (looked in " + FOLDER + ")");
    try (var node = XrplSimulator.ofRecordings(FOLDER); var client = new XrplClient(node.url())) {
      JsonNode info = client.ask(request("{'command':'server_info'}")).path("result").path("info");
      assertThat(info.path("complete_ledgers").asText()).startsWith("38129,340231,")
          .contains(",11119607-11119618,", ",104552600-104552601");
      assertThat(info.path("network_id").asLong()).isZero();

      assertThat(client.ask(binaryLedger(11_119_610)).path("result"))
          .isEqualTo(recorded("ledgers_binary/11119610.json"));
      assertThat(client.ask(binaryLedger(104_552_600)).path("result"))
          .isEqualTo(recorded("ledgers_binary_recorded/104552600.json"));
      assertThat(client.ask(binaryLedger(90_150_378)).path("result"))
          .isEqualTo(recorded("ledgers/90150378.json"));
      assertThat(client.ask(request("{'command':'ledger','ledger_index':11119610,"
          + "'transactions':true,'expand':true}")).path("result"))
          .isEqualTo(recorded("ledgers/11119610.json"));
      assertThat(client.ask(request("{'command':'ledger','ledger_index':11119610}"))
          .path("result").path("ledger").has("transactions")).isFalse();
      assertThat(client.ask(binaryLedger(11_119_619)).path("error").asText())
          .isEqualTo("lgrNotFound");
    }
  }

  @Test
  void findsRecordedTransactionsByTheirIds() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER),
        () -> "recorded ledgers are not here: set -Dgapless.fixtures (looked in " + FOLDER + ")");
    try (var node = XrplSimulator.ofRecordings(FOLDER); var client = new XrplClient(node.url())) {
      JsonNode shown = recorded("ledgers/11119610.json").path("ledger").path("transactions");
      JsonNode binary = recorded("ledgers_binary/11119610.json");
      Set<String> blobs = new HashSet<>(binary.path("ledger").path("transactions")
          .findValuesAsText("tx_blob"));
      for (JsonNode transaction : shown) {
        String asked = "{'command':'tx','transaction':'" + transaction.path("hash").asText() + "'";
        JsonNode first = client.ask(request(asked + "}")).path("result");
        JsonNode second =
            client.ask(request(asked + ",'binary':true,'api_version':2}")).path("result");

        assertThat(first.path("meta")).isEqualTo(transaction.path("metaData"));
        assertThat(first.path("TxnSignature")).isEqualTo(transaction.path("TxnSignature"));
        assertThat(first.path("ledger_index").asLong()).isEqualTo(11_119_610);
        assertThat(first.path("date").asLong())
            .isEqualTo(
                recorded("ledgers/11119610.json").path("ledger").path("close_time").asLong());
        assertThat(blobs).contains(second.path("tx_blob").asText());
        assertThat(second.path("ledger_hash")).isEqualTo(binary.path("ledger_hash"));
        assertThat(Instant.parse(second.path("close_time_iso").asText()).getEpochSecond())
            .isEqualTo(946_684_800 + first.path("date").asLong());
      }
      assertThat(shown).isNotEmpty();
      JsonNode headless = recorded("ledgers_binary_recorded/104552600.json").path("ledger")
          .path("transactions").path(0);
      JsonNode found = client.ask(request("{'command':'tx','binary':true,'transaction':'"
          + new RecordedTransaction(headless).id() + "'}")).path("result");
      assertThat(found.path("tx")).isEqualTo(headless.path("tx_blob"));
      assertThat(found.path("meta")).isEqualTo(headless.path("meta"));
      assertThat(client.ask(request("{'command':'tx','transaction':'" + "AB".repeat(32) + "'}"))
          .path("error").asText()).isEqualTo("txnNotFound");
    }
  }

  @Test
  void refusesAFolderWithoutLedgers(@TempDir Path empty) {
    assertThatThrownBy(() -> XrplSimulator.ofRecordings(empty))
        .hasMessage("no recorded ledgers in " + empty);
  }

  private static JsonNode recorded(String file) throws Exception {
    return new ObjectMapper().readTree(FOLDER.resolve(file).toFile()).path("result");
  }
}
