package io.gapless.chains.xrpl;

import static io.gapless.chains.xrpl.ws.PlayedServer.error;
import static io.gapless.chains.xrpl.ws.PlayedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Load;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.xrpl.ws.PlayedServer;
import io.gapless.chains.xrpl.ws.PlayedServer.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class XrplClientIT {

  private static final long INDEX = 40_000_000;
  private static final LedgerHeader HEADER = header(INDEX);
  private static final String INFO = """
      {"info":{"build_version":"2.2.0","complete_ledgers":"32570-39000000,39000002-40000100",
      "network_id":0,"server_state":"full","validated_ledger":{"age":3,"seq":40000100}}}""";

  @Test
  void asksForTheWholeLedgerInBinaryForm() throws Exception {
    try (var server = new PlayedServer(XrplClientIT::answerBinary);
        var client = client(server)) {
      Weighed<XrplLedger> ledger = value(client.ledger(INDEX));

      assertThat(ledger.value().header()).isEqualTo(HEADER);
      assertThat(ledger.value().transactions()).isEmpty();
      assertThat(ledger.load()).isEqualTo(Load.NORMAL);
      assertThat(ledger.bytes())
          .isEqualTo(reply(server.requests().getFirst(), binary(HEADER)).length());
      assertThat(server.requests().getFirst().toString()).isEqualTo(
          "{\"command\":\"ledger\",\"transactions\":true,\"expand\":true,\"binary\":true,"
              + "\"owner_funds\":false,\"api_version\":2,\"ledger_index\":40000000,\"id\":1}");
    }
  }

  @Test
  void asksForAHeaderAlone() throws Exception {
    String bare = binary(HEADER).replace(",\"transactions\":[]", "");
    try (var server = new PlayedServer((request, socket) -> socket.send(reply(request, bare)));
        var client = client(server)) {
      assertThat(value(client.header(INDEX)).value()).isEqualTo(HEADER);
      assertThat(server.requests().getFirst().get("transactions").asBoolean()).isFalse();
      assertThat(server.requests().getFirst().get("expand").asBoolean()).isFalse();
    }
  }

  @Test
  void asksAsOlderServersUnderstandItAndRemembersThat() throws Exception {
    Play play = (request, socket) -> {
      if (request.get("api_version").asInt() > 1) {
        socket.send(error(request, "invalid_API_version", 0, ""));
      } else if (request.get("binary").asBoolean()) {
        socket.send(error(request, "invalidParams", 31, "binary"));
      } else {
        socket.send(reply(request, json(HEADER)));
      }
    };
    try (var server = new PlayedServer(play);
        var client = client(server)) {
      assertThat(value(client.header(INDEX)).value()).isEqualTo(HEADER);
      assertThat(value(client.header(INDEX)).value()).isEqualTo(HEADER);

      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void doesNotRememberAWayThatWasNotAnsweredEither() throws Exception {
    Play play = (request, socket) -> socket.send(error(request, "invalidParams", 31, "no"));
    try (var server = new PlayedServer(play);
        var client = client(server)) {
      Refusal refusal = refusal(client.ledger(INDEX));
      refusal(client.ledger(INDEX));

      assertThat(refusal).isInstanceOf(Refusal.Unknown.class);
      assertThat(refusal.said().text()).contains("invalidParams: no in answer to {\"command\"");
      assertThat(server.requests()).extracting(request -> request.get("binary").asBoolean())
          .containsExactly(true, false, true, false);
    }
  }

  @Test
  void tellsWhenTheServerIsNearItsLimit() throws Exception {
    for (String warning : List.of("\"warning\":\"load\"",
        "\"warnings\":[{\"id\":2001,\"message\":\"clio\"},{\"id\":2003,\"message\":\"soon\"}]")) {
      Play play = (request, socket) -> socket.send(
          reply(request, binary(HEADER)).replaceFirst("\\{", "{" + warning + ","));
      try (var server = new PlayedServer(play);
          var client = client(server)) {
        assertThat(value(client.ledger(INDEX)).load()).isNotEqualTo(Load.NORMAL);
      }
    }
  }

  @Test
  void refusesAnotherLedgerAndOneThatIsNotValidated() throws Exception {
    assertBad(binary(header(INDEX + 1)), "asked for ledger 40000000, got ledger 40000001");
    assertBad(binary(HEADER).replace("\"ledger_index\":40000000", "\"ledger_index\":5"),
        "ledger 5");
    assertBad(binary(HEADER).replace("\"validated\":true", "\"validated\":false"), "validated");
    assertBad(binary(HEADER).replace(",\"validated\":true", ""), "validated");
    assertBad("{\"validated\":true,\"ledger_index\":40000000}", "bad answer");
    assertBad("[]", "no result");
  }

  private static void assertBad(String result, String words) throws Exception {
    try (var server = new PlayedServer((request, socket) -> socket.send(reply(request, result)));
        var client = client(server)) {
      Refusal refusal = refusal(client.ledger(INDEX));

      assertThat(refusal).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(refusal.said().text()).contains(words).doesNotContain("\n");
    }
  }

  @Test
  void tellsWhichEndOfTheHistoryALedgerLiesBeyond() throws Exception {
    Play play = (request, socket) -> socket.send(
        request.get("command").asText().equals("server_info")
            ? reply(request, INFO)
            : error(request, "lgrNotFound", 21, "ledgerNotFound"));
    try (var server = new PlayedServer(play);
        var client = client(server)) {
      assertThat(missing(client.ledger(5))).isEqualTo(Missing.UNKNOWN);

      value(client.serverInfo());

      assertThat(missing(client.ledger(40_000_101))).isEqualTo(Missing.HEAD);
      assertThat(missing(client.ledger(39_000_001))).isEqualTo(Missing.UNKNOWN);
      assertThat(missing(client.ledger(5))).isEqualTo(Missing.PRUNED);
    }
  }

  @Test
  void readsWhatAServerSaysAboutItself() throws Exception {
    try (var server = new PlayedServer((request, socket) -> socket.send(reply(request, INFO)));
        var client = client(server)) {
      ServerInfo info = value(client.serverInfo()).value();

      assertThat(info.networkId()).hasValue(0);
      assertThat(info.completeLedgers()).containsExactly(
          new BlockRange(32570, 39_000_000), new BlockRange(39_000_002, 40_000_100));
      assertThat(info.serverState()).contains("full");
      assertThat(info.validatedLedger()).hasValue(40_000_100);
      assertThat(info.validatedAge()).contains(Duration.ofSeconds(3));
      assertThat(info.clio()).isFalse();
      assertThat(info.buildVersion()).isEqualTo("2.2.0");
    }
  }

  @Test
  void readsAClioAndAServerThatHasNothing() throws Exception {
    Play clio = (request, socket) -> socket.send(reply(request,
        "{\"info\":{\"clio_version\":\"2.3.1\",\"rippled_version\":\"2.2.0\","
            + "\"complete_ledgers\":\"empty\"}}"));
    try (var server = new PlayedServer(clio);
        var client = client(server)) {
      ServerInfo info = value(client.serverInfo()).value();

      assertThat(info.clio()).isTrue();
      assertThat(info.buildVersion()).isEqualTo("2.3.1");
      assertThat(info.completeLedgers()).isEmpty();
      assertThat(info.validatedLedger()).isEmpty();
    }
  }

  private static void answerBinary(JsonNode request, WebSocket socket) {
    socket.send(reply(request, binary(HEADER)));
  }

  private static LedgerHeader header(long index) {
    return new LedgerHeader(index, 99_990_000_000_000_000L, hash('A'), hash('0'), hash('B'),
        OptionalLong.of(500_000_000), 500_000_010, 10, OptionalInt.of(0));
  }

  private static Hash32 hash(char digit) {
    return Hash32.of(String.valueOf(digit).repeat(64));
  }

  private static String binary(LedgerHeader header) {
    return "{\"ledger\":{\"closed\":true,\"ledger_data\":\""
        + HexFormat.of().withUpperCase().formatHex(header.bytes().orElseThrow())
        + "\",\"transactions\":[]},\"ledger_hash\":\"" + hash('C').toUpperHex()
        + "\",\"ledger_index\":" + header.index() + ",\"validated\":true}";
  }

  private static String json(LedgerHeader header) {
    return "{\"ledger\":{\"account_hash\":\"" + header.accountHash().toUpperHex()
        + "\",\"close_flags\":0,\"close_time\":" + header.closeTime()
        + ",\"close_time_resolution\":10,\"closed\":true,\"ledger_hash\":\""
        + hash('C').toUpperHex()
        + "\",\"ledger_index\":\"" + header.index() + "\",\"parent_close_time\":500000000"
        + ",\"parent_hash\":\"" + header.parentHash().toUpperHex() + "\",\"total_coins\":\""
        + header.totalDrops() + "\",\"transaction_hash\":\"" + header.transactionHash().toUpperHex()
        + "\"},\"ledger_hash\":\"" + hash('C').toUpperHex() + "\",\"ledger_index\":"
        + header.index() + ",\"validated\":true}";
  }

  private static <T> T value(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Value.class);
    return ((Answer.Value<T>) answer).value();
  }

  private static Refusal refusal(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal();
  }

  private static Missing missing(Answer<?> answer) {
    return ((Refusal.MissingData) refusal(answer)).where();
  }

  private static XrplClient client(PlayedServer server) {
    return new XrplClient(server.endpoint(), XrplSettings.DEFAULT,
        new ErrorClassifier(() -> Instant.EPOCH), new Random(1));
  }
}
