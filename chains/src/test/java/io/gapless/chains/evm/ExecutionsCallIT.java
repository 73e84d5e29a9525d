package io.gapless.chains.evm;

import static io.gapless.chains.evm.PlayedNode.send;
import static io.gapless.chains.evm.SampleExecutions.hash;
import static io.gapless.chains.evm.SampleExecutions.log;
import static io.gapless.chains.evm.SampleExecutions.receipt;
import static io.gapless.chains.evm.SampleExecutions.transaction;
import static io.gapless.chains.evm.Samples.blockHash;
import static io.gapless.chains.evm.Samples.fault;
import static io.gapless.chains.evm.Samples.header;
import static io.gapless.chains.evm.Samples.id;
import static io.gapless.chains.evm.Samples.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.PlayedNode.Play;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ExecutionsCallIT {

  private static final String RECEIPT = receipt(109, 3, log(109, 3, 7), log(109, 3, 8));

  private final HttpClient http = EvmClient.connections(Duration.ofSeconds(5));

  /// What a node says of one transaction that cannot be right, and words of ours about it.
  record Wrong(String transaction, String receipt, String words) {}

  @Test
  void findsTransactionsWithTheirReceiptsAndHeadersInOneRequest() throws Exception {
    try (var node = new PlayedNode(knowing(109))) {
      EvmLookup lookup = value(client(node).executions(
          List.of(hash(3), hash(1), hash(3)), List.of(109L, 110L, 109L)));

      assertThat(node.requests()).hasSize(1);
      assertThat(node.requests().getFirst()).hasSize(6);
      assertThat(lookup.found().keySet()).containsExactly(hash(3), hash(1));
      assertThat(lookup.headers().keySet()).containsExactly(109L, 110L);
      assertThat(lookup.bytes()).isPositive();
      EvmExecution found = found(lookup, 3);
      EvmTransaction transaction = found.transaction();
      assertThat(transaction.hash()).isEqualTo(hash(3));
      assertThat(transaction.blockHash()).hasToString(blockHash(109));
      assertThat(transaction.blockNumber()).isEqualTo(109);
      assertThat(transaction.index()).isEqualTo(3);
      assertThat(transaction.type()).isEqualTo(2);
      assertThat(transaction.from()).hasToString("0x" + "f1".repeat(20));
      assertThat(transaction.to()).contains(Samples.TOKEN);
      assertThat(transaction.nonce()).isEqualTo(31);
      assertThat(transaction.value()).isEqualTo(BigInteger.TEN.pow(18));
      assertThat(transaction.gasLimit()).isEqualTo(50_000);
      assertThat(transaction.input()).asHexString().isEqualTo("A9059CBB0102");
      assertThat(found.receipt().fees().gasUsed()).isEqualTo(30_000);
      assertThat(found.receipt().fees().gasPrice()).contains(BigInteger.valueOf(1_000_000_007));
      assertThat(found.receipt().logs()).extracting(log -> log.logIndex).containsExactly(6, 7);
    }
  }

  @Test
  void takesResultsInAnyOrderAndIdsBehindThem() throws Exception {
    Play play = (request, http) -> {
      var replies = new ArrayList<String>();
      request.forEach(call -> replies.add(
          "{\"result\":" + result(call, 109) + ",\"id\":" + id(call) + "}"));
      send(http, 200, "[" + String.join(",", replies.reversed()) + "]");
    };
    try (var node = new PlayedNode(play)) {
      EvmLookup lookup =
          value(client(node).executions(List.of(hash(0), hash(1)), List.of(109L)));

      assertThat(lookup.found().keySet()).containsExactly(hash(0), hash(1));
      assertThat(lookup.headers()).containsOnlyKeys(109L);
    }
  }

  @Test
  void doesNotFindWhatTheNodeDoesNotKnow() throws Exception {
    String pending = transaction(109, 3).replace("\"" + blockHash(109) + "\"", "null")
        .replace("\"blockNumber\":\"0x6d\"", "\"blockNumber\":null")
        .replace("\"transactionIndex\":\"0x3\"", "\"transactionIndex\":null");
    var unknown = List.of(Map.entry("null", RECEIPT), Map.entry(transaction(109, 3), "null"),
        Map.entry("null", "null"), Map.entry(pending, "null"));
    for (Map.Entry<String, String> answer : unknown) {
      try (var node = new PlayedNode(saying(answer.getKey(), answer.getValue()))) {
        EvmLookup lookup = value(client(node).executions(List.of(hash(3)), List.of(109L)));

        assertThat(lookup.found()).as(answer.toString()).isEmpty();
        assertThat(lookup.headers()).containsOnlyKeys(109L);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void refusesAnswersThatCannotBeRight(Wrong wrong) throws Exception {
    try (var node = new PlayedNode(saying(wrong.transaction(), wrong.receipt()))) {
      Refusal refusal = refusal(client(node).executions(List.of(hash(3)), List.of(109L)));

      assertThat(refusal).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(refusal.said().text()).contains(wrong.words());
    }
  }

  static List<Wrong> wrongAnswers() {
    String transaction = transaction(109, 3);
    String elsewhere = "and its receipt names place ";
    return List.of(
        new Wrong(transaction(109, 4), RECEIPT, ", got transaction " + hash(4)),
        new Wrong(RECEIPT, transaction, "another kind of result"),
        new Wrong(header(109), RECEIPT, "another kind of result"),
        new Wrong("[]", RECEIPT, "expected a transaction, a receipt or a block"),
        new Wrong(transaction.replace("\"gas\"", "\"otherGas\""), RECEIPT, "no gas"),
        new Wrong(transaction.replace("f1f1", "f1zz"), RECEIPT, "not a hex digit"),
        new Wrong(transaction, RECEIPT.replace(",\"logs\":[", ",\"logs\":null,\"others\":["),
            "no logs list"),
        new Wrong(transaction, changed("\"transactionHash\":\"" + hash(3),
            "\"transactionHash\":\"" + hash(4)), "its receipt is of transaction " + hash(4)),
        new Wrong(transaction, changed(blockHash(109), blockHash(108)), elsewhere),
        new Wrong(transaction, changed("\"blockHash\":\"" + blockHash(109) + "\",", ""),
            "of no hash"),
        new Wrong(transaction, changed("\"blockNumber\":\"0x6d\"", "\"blockNumber\":\"0x6e\""),
            elsewhere + "3 of block 110"),
        new Wrong(transaction, changed("\"blockNumber\":\"0x6d\"", "\"blockNumber\":null"),
            "of no number"),
        new Wrong(transaction,
            changed("\"transactionIndex\":\"0x3\"", "\"transactionIndex\":\"0x4\""),
            elsewhere + "4 of block 109"),
        withLogs("log 108/7 lies outside of the range", log(108, 3, 7)),
        withLogs("log 109/7 was removed",
            log(109, 3, 7).replace("\"removed\":false", "\"removed\":true")),
        withLogs("log 109/7 came twice", log(109, 3, 7), log(109, 3, 7)),
        withLogs("names another block hash",
            log(109, 3, 7), log(109, 3, 8).replace(blockHash(109), blockHash(7))),
        withLogs("log 7 of its receipt names another block, transaction or place",
            log(109, 3, 7).replace(blockHash(109), blockHash(7))),
        withLogs("log 7 of its receipt names another block, transaction or place",
            log(109, 4, 7)),
        withLogs("log 7 of its receipt names another block, transaction or place",
            log(109, 3, 7).replace("\"transactionIndex\":\"0x3\"", "\"transactionIndex\":\"0x2\"")),
        withLogs("log 9 of its receipt stands after log 7", log(109, 3, 7), log(109, 3, 9)),
        withLogs("log 7 of its receipt stands after log 8", log(109, 3, 8), log(109, 3, 7)),
        new Wrong(transaction, RECEIPT.replace("," + log(109, 3, 8), ""),
            "do not make the bloom that it states"),
        new Wrong(transaction.replace("\"gas\":\"0xc350\"", "\"gas\":\"0x752f\""), RECEIPT,
            "it used 30000 gas of at most 29999"),
        new Wrong(transaction(110, 3).replace("\"0x6e\"", "\"0x6d\""),
            receipt(110, 3).replace("\"0x6e\"", "\"0x6d\""),
            "and that block's header has another hash"));
  }

  @Test
  void believesAReceiptThatStatesAnEmptyBloomOrNone() throws Exception {
    int bloom = RECEIPT.indexOf("\"logsBloom\"");
    String rest = RECEIPT.substring(RECEIPT.indexOf("\"status\""));
    for (String stated : List.of("\"logsBloom\":\"0x" + "00".repeat(256) + "\",", "")) {
      String receipt = RECEIPT.substring(0, bloom) + stated + rest;
      try (var node = new PlayedNode(saying(transaction(109, 3), receipt))) {
        assertThat(value(client(node).executions(List.of(hash(3)), List.of())).found()).hasSize(1);
      }
    }
  }

  @Test
  void passesOnWhatTheNodeRefuses() throws Exception {
    Play play = (request, http) -> send(http, 200, batch(request,
        call -> call.path("method").asText().equals("eth_getTransactionReceipt")
            ? fault(id(call), -32601, "the method eth_getTransactionReceipt does not exist")
            : reply(id(call), result(call, 109))));
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).executions(List.of(hash(3)), List.of())))
          .isInstanceOf(Refusal.Unsupported.class);
    }
  }

  @Test
  void takesAMissingBlockForANodeThatLags() throws Exception {
    Play play = (request, http) -> send(http, 200, batch(request,
        call -> reply(id(call), call.path("method").asText().equals("eth_getBlockByNumber")
            ? "null"
            : result(call, 109))));
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).executions(List.of(hash(3)), List.of(109L))))
          .isInstanceOfSatisfying(Refusal.MissingData.class,
              missing -> assertThat(missing.where()).isEqualTo(Refusal.Missing.HEAD));
    }
  }

  @Test
  void asksInBatchesAsLargeAsTheEndpointTakes() throws Exception {
    List<Hash32> many = IntStream.range(0, 60).mapToObj(SampleExecutions::hash).toList();
    try (var node = new PlayedNode(knowing(109))) {
      EvmLookup lookup = value(client(node).executions(many, List.of()));

      assertThat(lookup.found().keySet()).containsExactlyElementsOf(many);
      assertThat(node.requests()).extracting(JsonNode::size).containsExactly(50, 50, 20);
    }
  }

  @Test
  void takesATruncatedAnswerForOneThatIsTooLarge() throws Exception {
    Play play = (request, http) -> send(http, 200,
        batch(request, call -> reply(id(call), result(call, 109))).substring(0, 700));
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).executions(List.of(hash(3), hash(4)), List.of())))
          .isInstanceOf(Refusal.TooLarge.class);
    }
  }

  @Test
  void asksForNothingWhereNothingIsAsked() throws Exception {
    try (var node = new PlayedNode(knowing(109))) {
      assertThat(value(client(node).executions(List.of(), List.of())))
          .isEqualTo(new EvmLookup(Map.of(), Map.of(), 0));
      assertThat(node.requests()).isEmpty();
    }
  }

  private static Wrong withLogs(String words, String... logs) {
    return new Wrong(transaction(109, 3), receipt(109, 3, logs), words);
  }

  /// The receipt without logs, with one thing changed.
  private static String changed(String from, String to) {
    return receipt(109, 3).replace(from, to);
  }

  /// A node that has each transaction in this block, with two logs.
  private static Play knowing(long block) {
    return (request, http) -> send(http, 200,
        batch(request, call -> reply(id(call), result(call, block))));
  }

  /// A node that says this of a transaction.
  private static Play saying(String transaction, String receipt) {
    return (request, http) -> send(http, 200, batch(request,
        call -> reply(id(call), switch (call.path("method").asText()) {
          case "eth_getTransactionByHash" -> transaction;
          case "eth_getTransactionReceipt" -> receipt;
          default -> result(call, 109);
        })));
  }

  private static String result(JsonNode call, long block) {
    String param = call.path("params").path(0).asText();
    if (call.path("method").asText().equals("eth_getBlockByNumber")) {
      return header(Long.decode(param));
    }
    int index = (int) (Long.parseLong(param.substring(50), 16) - 0x7a00_0000L);
    return call.path("method").asText().equals("eth_getTransactionByHash")
        ? transaction(block, index)
        : receipt(block, index, log(block, index, 2 * index), log(block, index, 2 * index + 1));
  }

  private static String batch(JsonNode request, Function<JsonNode, String> answer) {
    var replies = new ArrayList<String>();
    request.forEach(call -> replies.add(answer.apply(call)));
    Collections.rotate(replies, 1);
    return "[" + String.join(",", replies) + "]";
  }

  private static EvmExecution found(EvmLookup lookup, int index) {
    return Optional.ofNullable(lookup.found().get(hash(index))).orElseThrow();
  }

  private EvmClient client(PlayedNode node) {
    return new EvmClient(
        node.endpoint(), http, EvmSettings.DEFAULT, new ErrorClassifier(() -> Instant.EPOCH));
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
