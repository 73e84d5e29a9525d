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
  void refusesAFolderWithoutLedgers(@TempDir Path empty) {
    assertThatThrownBy(() -> XrplSimulator.ofRecordings(empty))
        .hasMessage("no recorded ledgers in " + empty);
  }

  private static JsonNode recorded(String file) throws Exception {
    return new ObjectMapper().readTree(FOLDER.resolve(file).toFile()).path("result");
  }
}
