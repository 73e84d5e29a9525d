package io.gapless.chains.evm;

import static io.gapless.chains.evm.PlayedNode.send;
import static io.gapless.chains.evm.Samples.blockHash;
import static io.gapless.chains.evm.Samples.fault;
import static io.gapless.chains.evm.Samples.header;
import static io.gapless.chains.evm.Samples.id;
import static io.gapless.chains.evm.Samples.log;
import static io.gapless.chains.evm.Samples.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.PlayedNode.Play;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvmClientIT {

  private static final BlockRange RANGE = new BlockRange(100, 109);
  private static final LogFilter FILTER =
      LogFilter.events(List.of(Samples.TOKEN), List.of(Samples.TRANSFER));
  private static final String TWO_LOGS = "[" + log(100, 0) + "," + log(109, 3) + "]";

  private final HttpClient http = EvmClient.connections(Duration.ofSeconds(5));
  private final List<String> visited = new ArrayList<>();

  @Test
  void visitsLogsAndTakesTheLastHeaderFromOneBatch() throws Exception {
    try (var node = new PlayedNode((request, http) -> send(http, 200, batch(request, TWO_LOGS)))) {
      LogsAnswer answer = value(logs(client(node)));

      assertThat(visited).containsExactly("100/0", "109/3");
      assertThat(answer.count()).isEqualTo(2);
      assertThat(answer.lastHeader().number()).isEqualTo(109);
      assertThat(answer.lastHeader().transactionCount()).isEqualTo(1);
      assertThat(answer.bytes()).isEqualTo(batch(node.requests().getFirst(), TWO_LOGS).length());
      assertThat(node.requests()).hasSize(1);
    }
  }

  @Test
  void takesABatchInAnyOrderAndIdsBehindResults() throws Exception {
    Play play = (request, http) -> send(http, 200,
        "[{\"result\":" + TWO_LOGS + ",\"id\":" + id(request.get(1))
            + ",\"jsonrpc\":\"2.0\"},{\"result\":" + header(109) + ",\"id\":" + id(request.get(0))
            + "}]");
    try (var node = new PlayedNode(play)) {
      assertThat(value(logs(client(node))).count()).isEqualTo(2);
    }
  }

  @Test
  void asksInTwoCallsWhereBatchesAreRefusedAndRemembersIt() throws Exception {
    Play play = (request, http) -> {
      if (request.isArray()) {
        send(http, 200,
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}");
      } else {
        send(http, 200, single(request, TWO_LOGS));
      }
    };
    try (var node = new PlayedNode(play)) {
      EvmClient client = client(node);

      assertThat(value(logs(client)).count()).isEqualTo(2);
      assertThat(value(logs(client)).count()).isEqualTo(2);

      assertThat(node.requests()).hasSize(5);
      assertThat(visited).containsExactly("100/0", "109/3", "100/0", "109/3");
    }
  }

  @Test
  void asksForHeadersInBatchesAsLargeAsTheNodeTakes() throws Exception {
    Play play = (request, http) -> {
      if (request.isArray() && request.size() > 3) {
        send(http, 400, fault(1, -32000, "Batch of more than 3 requests are not allowed"));
      } else {
        send(http, 200, request.isArray() ? batch(request, "[]") : single(request, "[]"));
      }
    };
    try (var node = new PlayedNode(play)) {
      EvmClient client = client(node);
      List<Long> numbers = List.of(5L, 3L, 9L, 11L, 12L, 13L, 14L, 15L);

      List<EvmHeader> headers = value(client.headers(numbers));
      int firstTime = node.requests().size();
      value(client.headers(numbers));

      assertThat(headers).extracting(EvmHeader::number).containsExactlyElementsOf(numbers);
      assertThat(node.requests().size() - firstTime).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void asksAloneForWhatOnlyTheBatchWasTooLargeFor() throws Exception {
    Play play = (request, http) -> send(http, 200, request.isArray()
        ? "[" + reply(id(request.get(0)), header(109)) + ","
            + fault(id(request.get(1)), -32003, "response too large") + "]"
        : single(request, TWO_LOGS));
    try (var node = new PlayedNode(play)) {
      assertThat(value(logs(client(node))).count()).isEqualTo(2);
    }
  }

  @Test
  void asksAgainForTheMembersOfABatchThatAloneFailed() throws Exception {
    var asked = new HashSet<Long>();
    Play play = (request, http) -> {
      var replies = new ArrayList<String>();
      for (JsonNode call : request.isArray() ? request : List.of(request)) {
        long block = Long.decode(call.path("params").path(0).asText());
        replies.add(block % 2 == 0 && asked.add(block)
            ? fault(id(call), block % 4 == 0 ? -32603 : 429, "not now")
            : single(call, "[]"));
      }
      send(http, 200,
          request.isArray() ? "[" + String.join(",", replies) + "]" : replies.getFirst());
    };
    try (var node = new PlayedNode(play)) {
      assertThat(value(client(node).headers(List.of(1L, 2L, 3L, 4L, 5L))))
          .extracting(EvmHeader::number).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(node.requests()).hasSize(2);
    }
  }

  @Test
  void passesOnTheRefusalOfOneMemberOfABatch() throws Exception {
    Play play = (request, http) -> send(http, 200,
        "[" + reply(id(request.get(0)), header(109)) + ","
            + fault(id(request.get(1)), -32602,
                "query exceeds max results 20000, retry with the range 100-103")
            + "]");
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOfSatisfying(
          Refusal.Density.class,
          density -> assertThat(density.suggestedWidth()).isEqualTo(OptionalLong.of(4)));
    }
  }

  @Test
  void takesAMissingLastBlockForANodeThatLags() throws Exception {
    Play play = (request, http) -> send(http, 200,
        "[" + reply(id(request.get(0)), "null") + "," + reply(id(request.get(1)), "[]") + "]");
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOfSatisfying(
          Refusal.MissingData.class,
          missing -> assertThat(missing.where()).isEqualTo(Refusal.Missing.HEAD));
    }
  }

  @Test
  void readsCompressedAnswers() throws Exception {
    Play play = (request, http) -> {
      http.getResponseHeaders().add("Content-Encoding", "gzip");
      http.sendResponseHeaders(200, 0);
      try (var out = new GZIPOutputStream(http.getResponseBody())) {
        out.write(batch(request, TWO_LOGS).getBytes(UTF_8));
      }
    };
    try (var node = new PlayedNode(play)) {
      assertThat(value(logs(client(node))).count()).isEqualTo(2);
    }
  }

  @Test
  void takesATruncatedBodyForOneThatIsTooLarge() throws Exception {
    Play play = (request, http) -> {
      String whole = batch(request, TWO_LOGS);
      send(http, 200, whole.substring(0, whole.length() - 200));
    };
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOf(Refusal.Density.class);
    }
  }

  @Test
  void takesAConnectionThatBreaksInTheBodyForOneThatIsTooLarge() throws Exception {
    Play play = (request, http) -> {
      String whole = batch(request, TWO_LOGS);
      http.sendResponseHeaders(200, whole.length());
      http.getResponseBody().write(whole.substring(0, 700).getBytes(UTF_8));
      http.getResponseBody().flush();
    };
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOf(Refusal.Density.class);
      assertThat(refusal(client(node).header(5))).isInstanceOf(Refusal.ServerFault.class);
    }
  }

  @Test
  void refusesEndpointsOfDifferentChainsAndNamesBoth() throws Exception {
    try (
        var one = new PlayedNode((request, http) -> send(http, 200, reply(id(request), "\"0x1\"")));
        var other =
            new PlayedNode((request, http) -> send(http, 200, reply(id(request), "\"0x89\"")))) {
      assertThat(ChainIds.ask(List.of(client(one), client(one))).chainId()).isEqualTo(1);
      assertThatThrownBy(() -> ChainIds.ask(List.of(client(one), client(other))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(one.endpoint().name(), "chain 1,", other.endpoint().name(),
              "chain 137")
          .hasMessageNotContaining("SECRETKEY");
    }
  }

  @Test
  void refusesAnAnswerWithAWrongId() throws Exception {
    Play play = (request, http) -> send(http, 200, reply(id(request) + 1, "\"0x1\""));
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).chainId())).isInstanceOf(Refusal.BadAnswer.class);
    }
  }

  @Test
  void refusesNumbersThatAreNone() throws Exception {
    for (String wrong : List.of("null", "\"0x\"", "\"abc\"", "{}", "[]", "1e3")) {
      try (var node =
          new PlayedNode((request, http) -> send(http, 200, reply(id(request), wrong)))) {
        assertThat(refusal(client(node).blockNumber())).as(wrong)
            .isInstanceOf(Refusal.BadAnswer.class);
      }
    }
  }

  @Test
  void letsAFaultOfTheVisitorThroughInsteadOfBlamingTheNode() throws Exception {
    try (var node = new PlayedNode((request, http) -> send(http, 200, batch(request, TWO_LOGS)))) {
      assertThatThrownBy(() -> client(node).logs(RANGE, FILTER, log -> {
        throw new IllegalArgumentException("a bug of ours");
      })).isInstanceOf(IllegalStateException.class).hasMessageContaining("100/0");
    }
  }

  @Test
  void refusesABatchThatLacksAnAnswer() throws Exception {
    Play play =
        (request, http) -> send(http, 200, "[" + reply(id(request.get(0)), header(109)) + "]");
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOf(Refusal.BadAnswer.class);
    }
  }

  @Test
  void refusesLogsThatCannotBeRight() throws Exception {
    var wrong = List.of(
        log(99, 0),
        log(110, 0),
        log(100, 0) + "," + log(100, 0),
        log(100, 0) + "," + log(101, 0) + "," + log(100, 0),
        log(100, 0).replace("\"removed\":false", "\"removed\":true"),
        log(100, 0).replace(blockHash(100), blockHash(7)) + "," + log(100, 1),
        log(109, 0).replace(blockHash(109), blockHash(7)),
        log(100, 0).replace(Samples.TOKEN.toString(), "0x" + "b2".repeat(20)),
        log(100, 0).replace(Samples.TRANSFER.toString(), "0x" + "b2".repeat(32)),
        log(100, 0).replace("\"blockHash\":\"" + blockHash(100) + "\"", "\"blockHash\":null"),
        log(100, 0).replace("\"logIndex\"", "\"otherIndex\""),
        log(100, 0).replace(Samples.TOKEN.toString(), "0xzz" + "b2".repeat(19)));
    for (String logs : wrong) {
      Play play = (request, http) -> send(http, 200, batch(request, "[" + logs + "]"));
      try (var node = new PlayedNode(play)) {
        assertThat(refusal(logs(client(node)))).as(logs).isInstanceOf(Refusal.BadAnswer.class);
      }
    }
  }

  @Test
  void takesLogsInAnyOrder() throws Exception {
    String logs = "[" + log(109, 1) + "," + log(100, 0) + "," + log(109, 0) + "]";
    try (var node = new PlayedNode((request, http) -> send(http, 200, batch(request, logs)))) {
      assertThat(value(logs(client(node))).count()).isEqualTo(3);
    }
  }

  @Test
  void givesUpOnABodyThatIsTooSlow() throws Exception {
    var done = new CountDownLatch(1);
    Play play = (request, http) -> {
      http.sendResponseHeaders(200, 0);
      http.getResponseBody().write("[{\"id\"".getBytes(UTF_8));
      http.getResponseBody().flush();
      await(done);
    };
    try (var node = new PlayedNode(play)) {
      var settings = new EvmSettings(Duration.ofMillis(200), true, 50);
      assertThat(refusal(logs(client(node.endpoint(), settings))))
          .isInstanceOf(Refusal.Timeout.class);
      done.countDown();
    }
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotCome() throws Exception {
    var done = new CountDownLatch(1);
    try (var node = new PlayedNode((request, http) -> await(done))) {
      var settings = new EvmSettings(Duration.ofMillis(200), true, 50);
      assertThat(refusal(client(node.endpoint(), settings).blockNumber()))
          .isInstanceOf(Refusal.Timeout.class);
      done.countDown();
    }
  }

  @Test
  void readsWhatProxiesSayInHtmlOrPlainText() throws Exception {
    Play play = (request, http) -> {
      http.getResponseHeaders().add("Retry-After", "7");
      send(http, 429, "<html>slow down</html>");
    };
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(logs(client(node)))).isInstanceOfSatisfying(
          Refusal.Throttled.class,
          throttled -> assertThat(throttled.pause()).contains(Duration.ofSeconds(7)));
    }
    try (var node = new PlayedNode((request, http) -> send(http, 200, "<html>hello</html>"))) {
      assertThat(refusal(client(node).chainId())).isInstanceOf(Refusal.BadAnswer.class);
    }
  }

  @Test
  void sendsUserAndPasswordAsBasicAuthentication() throws Exception {
    try (var node =
        new PlayedNode((request, http) -> send(http, 200, reply(id(request), "\"0x89\"")))) {
      var endpoint = Endpoint.of(node.url("http://me:secret@"));

      assertThat(value(client(endpoint, EvmSettings.DEFAULT).chainId())).isEqualTo(137);

      assertThat(node.authorizations()).containsExactly("Basic bWU6c2VjcmV0");
      assertThat(endpoint.uri().toString()).doesNotContain("secret");
    }
  }

  @Test
  void saysThatNobodyListensWithoutTheKey() throws Exception {
    Endpoint gone;
    try (var node = new PlayedNode((request, http) -> http.close())) {
      gone = node.endpoint();
    }
    Refusal refusal = refusal(client(gone, EvmSettings.DEFAULT).chainId());

    assertThat(refusal).isInstanceOf(Refusal.ServerFault.class);
    assertThat(refusal.said().text()).doesNotContain("SECRETKEY");
  }

  private Answer<LogsAnswer> logs(EvmClient client) throws InterruptedException {
    return client.logs(RANGE, FILTER, log -> visited.add(log.blockNumber + "/" + log.logIndex));
  }

  private EvmClient client(PlayedNode node) {
    return client(node.endpoint(), new EvmSettings(Duration.ofSeconds(10), true, 50));
  }

  private EvmClient client(Endpoint endpoint, EvmSettings settings) {
    return new EvmClient(endpoint, http, settings, new ErrorClassifier(() -> Instant.EPOCH));
  }

  private static String batch(JsonNode request, String logs) {
    return StreamSupport.stream(request.spliterator(), false)
        .map(call -> single(call, logs))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String single(JsonNode call, String logs) {
    if (call.path("method").asText().equals("eth_getLogs")) {
      return reply(id(call), logs);
    }
    return reply(id(call), header(Long.decode(call.path("params").path(0).asText())));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static <T> T value(Answer<T> answer) {
    return switch (answer) {
      case Answer.Value<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private static Refusal refusal(Answer<?> answer) {
    return switch (answer) {
      case Answer.Value<?> value -> throw new AssertionError(value.toString());
      case Answer.Refused<?> refused -> refused.refusal();
    };
  }
}
