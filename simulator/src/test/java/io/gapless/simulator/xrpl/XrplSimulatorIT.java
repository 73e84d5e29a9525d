package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.XrplClient.binaryLedger;
import static io.gapless.simulator.xrpl.XrplClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.Sha512Half.Prefix;
import io.gapless.simulator.xrpl.encoding.TransactionTree;
import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A node over a real socket, with another program's client.
class XrplSimulatorIT {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(100).withTransactionsPerLedger(12));
  private static final XrplNodeOptions SOUND = XrplNodeOptions.defaults();

  private final Sha512Half hash = new Sha512Half();

  @Test
  void servesLedgersThatProveThemselves() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, SOUND); var client = new XrplClient(node.url())) {
      for (long index = 1_000; index < 1_100; index++) {
        JsonNode answer = client.ask(binaryLedger(index));
        JsonNode result = answer.path("result");
        byte[] header = HEX.parseHex(result.path("ledger").path("ledger_data").asText());
        List<TransactionBytes> transactions = new ArrayList<>();
        for (JsonNode each : result.path("ledger").path("transactions")) {
          transactions.add(new TransactionBytes(hash, HEX.parseHex(each.path("tx_blob").asText()),
              HEX.parseHex(each.path("meta").asText())));
        }

        assertThat(answer.path("id").asLong()).isEqualTo(index);
        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(result.path("validated").asBoolean()).isTrue();
        assertThat(result.path("ledger_index").asLong()).isEqualTo(index);
        assertThat(HEX.formatHex(hash.hash(Prefix.LEDGER, header)))
            .isEqualTo(result.path("ledger_hash").asText());
        assertThat(HEX.formatHex(header)).hasSize(236)
            .contains(HEX.formatHex(TransactionTree.root(hash, transactions)));
      }
      assertThat(node.stats().served("ledger")).isEqualTo(100);
      assertThat(node.stats().requests(1_050)).isEqualTo(1);
      assertThat(node.stats().requestsNotClaimed()).isZero();
      assertThat(node.stats().bytes()).isPositive();
    }
  }

  @Test
  void showsTheFormsOfBothVersions() throws Exception {
    long index = busy();
    String asked = "{'command':'ledger','ledger_index':" + index + ",'transactions':true";
    try (var node = XrplSimulator.start(LEDGERS, SOUND); var client = new XrplClient(node.url())) {
      JsonNode ids = ledger(client, asked + "}");
      JsonNode first = ledger(client, asked + ",'expand':true}");
      JsonNode second = ledger(client, asked + ",'expand':true,'api_version':2}");
      JsonNode binary =
          ledger(client, asked + ",'expand':true,'binary':true,'api_version':2}");
      JsonNode header = ledger(client, "{'command':'ledger','ledger_index':'" + index + "'}");
      JsonNode byHash = ledger(client,
          "{'command':'ledger','ledger_hash':'" + HEX.formatHex(LEDGERS.hash(index)) + "'}");

      String id = ids.path("transactions").path(0).asText();
      assertThat(id).hasSize(64);
      assertThat(first.path("ledger_index").isTextual()).isTrue();
      assertThat(first.path("transactions").path(0).path("hash").asText()).isEqualTo(id);
      assertThat(first.path("transactions").path(0).has("metaData")).isTrue();
      assertThat(first.path("transactions").findValues("Amount")).isNotEmpty();
      assertThat(second.path("ledger_index").isNumber()).isTrue();
      JsonNode one = second.path("transactions").path(0);
      assertThat(one.path("hash").asText()).isEqualTo(id);
      assertThat(one.has("tx_json") && one.has("meta")).isTrue();
      assertThat(one.path("ledger_index").asLong()).isEqualTo(index);
      assertThat(second.path("transactions").findValues("DeliverMax")).isNotEmpty();
      for (JsonNode each : second.path("transactions")) {
        assertThat(each.path("tx_json").has("Amount")).isFalse();
      }
      assertThat(binary.path("transactions").path(0).path("hash").asText()).isEqualTo(id);
      assertThat(binary.path("transactions").path(0).has("meta_blob")).isTrue();
      assertThat(header.has("transactions")).isFalse();
      assertThat(byHash).isEqualTo(header);
    }
  }

  @Test
  void refusesAsServersDo() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, SOUND); var client = new XrplClient(node.url())) {
      JsonNode missing = client.ask(binaryLedger(1_100));
      assertThat(missing.path("error").asText()).isEqualTo("lgrNotFound");
      assertThat(missing.path("error_code").asInt()).isEqualTo(21);
      assertThat(missing.path("id").asLong()).isEqualTo(1_100);
      assertThat(missing.path("request").path("ledger_index").asLong()).isEqualTo(1_100);
      assertThat(error(client, "{'command':'ledger','full':true}")).isEqualTo("noPermission");
      assertThat(error(client, "{'command':'ledger','ledger_index':'x'}"))
          .isEqualTo("invalidParams");
      assertThat(error(client, "{'command':'ledger','ledger_index':1.5}"))
          .isEqualTo("invalidParams");
      assertThat(error(client, "{'command':'ledger','ledger_hash':'12'}"))
          .isEqualTo("invalidParams");
      assertThat(error(client, "{'command':'ledger','binary':'yes'}"))
          .isEqualTo("invalidParams");
      assertThat(error(client, "{'command':'gremlins'}")).isEqualTo("unknownCmd");
      assertThat(error(client, "{'id':1}")).isEqualTo("missingCommand");
      assertThat(error(client, "{'command':'ping','api_version':7}"))
          .isEqualTo("invalid_API_version");
      assertThat(error(client, "no JSON")).isEqualTo("jsonInvalid");
      assertThat(node.stats().errors("invalidParams")).isEqualTo(4);
      assertThat(node.stats().requestsNotClaimed()).isEqualTo(1);
    }
  }

  @Test
  void saysWhatItHas() throws Exception {
    XrplNodeOptions partial = SOUND.withHistory("900-1019,1050-1099").withLag(10);
    try (var node = XrplSimulator.start(LEDGERS, partial);
        var client = new XrplClient(node.url())) {
      JsonNode info = client.ask(request("{'command':'server_info'}")).path("result").path("info");

      assertThat(info.path("complete_ledgers").asText()).isEqualTo("1000-1019,1050-1089");
      assertThat(info.path("validated_ledger").path("seq").asLong()).isEqualTo(1_089);
      assertThat(info.path("validated_ledger").path("hash").asText())
          .isEqualTo(HEX.formatHex(LEDGERS.hash(1_089)));
      assertThat(info.path("server_state").asText()).isEqualTo("full");
      assertThat(info.path("network_id").asLong()).isEqualTo(900_002);
      assertThat(error(client, binaryLedger(1_030))).isEqualTo("lgrNotFound");
      assertThat(error(client, binaryLedger(1_095))).isEqualTo("lgrNotFound");
      assertThat(error(client, binaryLedger(1_019))).isEmpty();

      node.lag(0);

      assertThat(error(client, binaryLedger(1_095))).isEmpty();
      assertThat(client.ask(request("{'command':'ledger_closed'}")).path("result")
          .path("ledger_index").asLong()).isEqualTo(1_099);
      assertThat(client.ask(request("{'command':'ledger_current'}")).path("result")
          .path("ledger_current_index").asLong()).isEqualTo(1_100);
      assertThat(node.stats().requestsNotClaimed()).isEqualTo(2);
    }
  }

  @Test
  void clioSaysThatItIsOneAndServesValidatedLedgers() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, SOUND.withFlavour(Flavour.CLIO));
        var rippled = XrplSimulator.start(LEDGERS, SOUND);
        var client = new XrplClient(node.url());
        var other = new XrplClient(rippled.url())) {
      JsonNode answer = client.ask(request("{'command':'ledger'}"));
      JsonNode open = other.ask(request("{'command':'ledger'}"));

      assertThat(answer.path("warnings").path(0).path("id").asInt()).isEqualTo(2001);
      assertThat(answer.path("result").path("ledger_index").asLong()).isEqualTo(1_099);
      assertThat(open.has("warnings")).isFalse();
      assertThat(open.path("result").path("ledger_current_index").asLong()).isEqualTo(1_100);
      assertThat(error(client, "{'command':'ledger','queue':true}")).isEqualTo("notSupported");
      assertThat(client.ask(request("{'command':'server_info'}")).path("result").path("info")
          .has("clio_version")).isTrue();
    }
  }

  @Test
  void answersComeInAnyOrder() throws Exception {
    XrplNodeOptions slow = SOUND.withJitter(Duration.ofMillis(200));
    try (var node = XrplSimulator.start(LEDGERS, slow); var client = new XrplClient(node.url())) {
      List<Long> ids = new ArrayList<>();
      for (long index = 1_000; index < 1_040; index++) {
        client.send(binaryLedger(index));
      }
      for (int i = 0; i < 40; i++) {
        ids.add(client.next().path("id").asLong());
      }

      assertThat(ids).doesNotHaveDuplicates().hasSize(40);
      assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    try (var node = XrplSimulator.start(LEDGERS, SOUND)) {
      int port = node.url().getPort();

      assertThatThrownBy(() -> XrplSimulator.start(LEDGERS, SOUND.withPort(port)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot listen on port " + port);
    }
  }

  private static long busy() {
    long index = LEDGERS.firstIndex();
    while (LEDGERS.transactionCount(index) < 10) {
      index++;
    }
    return index;
  }

  private static JsonNode ledger(XrplClient client, String text) throws Exception {
    return client.ask(request(text)).path("result").path("ledger");
  }

  private static String error(XrplClient client, String text) throws Exception {
    return client.ask(request(text)).path("error").asText();
  }
}
