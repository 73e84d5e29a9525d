package io.gapless.chains.evm;

import static io.gapless.chains.evm.PlayedNode.send;
import static io.gapless.chains.evm.Samples.blockHash;
import static io.gapless.chains.evm.Samples.fault;
import static io.gapless.chains.evm.Samples.header;
import static io.gapless.chains.evm.Samples.id;
import static io.gapless.chains.evm.Samples.log;
import static io.gapless.chains.evm.Samples.receipt;
import static io.gapless.chains.evm.Samples.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.PlayedNode.Play;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlocksCallIT {

  private static final LogFilters FILTER = LogFilters.of(
      LogFilter.events(List.of(Samples.TOKEN), List.of(Samples.TRANSFER)));

  private final HttpClient http = EvmClient.connections(Duration.ofSeconds(5));
  private final List<Integer> visited = new ArrayList<>();

  @Test
  void readsBlocksWithTheirReceiptsInOneRequest() throws Exception {
    try (var node = new PlayedNode(answering(
        block -> receipt(block, 0, log(block, 0) + "," + log(block, 1))))) {
      List<EvmBlock> blocks = value(client(node).blocks(List.of(109L, 104L)));

      assertThat(node.requests()).hasSize(1);
      assertThat(blocks).extracting(block -> block.header().number()).containsExactly(109L, 104L);
      EvmReceipt receipt = blocks.getFirst().receipts().getFirst();
      assertThat(receipt.type()).isEqualTo(2);
      assertThat(receipt.status()).hasValue(1);
      assertThat(receipt.root()).isEmpty();
      assertThat(receipt.cumulativeGasUsed()).isEqualTo(21_000);
      assertThat(receipt.logs()).extracting(log -> log.logIndex).containsExactly(0, 1);
      assertThat(receipt.logs().getFirst().data[31]).isNotEqualTo(receipt.logs().get(1).data[31]);
    }
  }

  @Test
  void givesLogsTheTimeOfTheirHeader() throws Exception {
    try (var node = new PlayedNode(answering(block -> receipt(block, 0,
        log(block, 0).replace("blockTimestamp", "otherMember"))))) {
      EvmBlock block = value(client(node).blocks(List.of(109L))).getFirst();

      assertThat(block.receipts().getFirst().logs().getFirst().blockTimestamp)
          .isEqualTo(block.header().timestamp());
    }
  }

  @Test
  void readsWhatOnlySomeReceiptsHave() throws Exception {
    String receipt = receipt(109, 0, "").replace("\"root\":null", """
        "root":"0x%s","depositNonce":"0x7","depositReceiptVersion":"0x1","baseFee":"0x123",\
        "logsBloom":"0x%s\"""".formatted("ab".repeat(32), "00".repeat(256)));
    try (var node = new PlayedNode(answering(block -> receipt))) {
      EvmReceipt read =
          value(client(node).blocks(List.of(109L))).getFirst().receipts().getFirst();

      assertThat(read.root()).contains(Hash32.of("0x" + "ab".repeat(32)));
      assertThat(read.depositNonce()).hasValue(7);
      assertThat(read.depositReceiptVersion()).hasValue(1);
      assertThat(read.baseFee()).hasValueSatisfying(fee -> assertThat(fee).isEqualTo(0x123));
      assertThat(read.statedBloom()).contains(LogsBloom.EMPTY);
    }
  }

  @Test
  void refusesReceiptsThatCannotBeRight() throws Exception {
    var wrong = List.of(
        receipt(109, 0, log(108, 0)),
        receipt(109, 0, log(109, 0).replace(blockHash(109), blockHash(7))),
        receipt(109, 0, log(109, 0) + "," + log(109, 0)),
        receipt(109, 0, log(109, 0).replace("\"removed\":false", "\"removed\":true")),
        receipt(109, 0, "").replace("\"logs\":[]", "\"logs\":null"),
        receipt(109, 0, "").replace("transactionHash", "otherHash"),
        receipt(109, 0, "").replace("\"status\":\"0x1\"", "\"status\":null"),
        receipt(109, 0, "").replace("0x5208", "0xzz"));
    for (String receipt : wrong) {
      try (var node = new PlayedNode(answering(block -> receipt))) {
        assertThat(refusal(client(node).blocks(List.of(109L)))).as(receipt)
            .isInstanceOf(Refusal.BadAnswer.class);
      }
    }
  }

  @Test
  void takesANodeWithoutReceiptsForOneThatPrunedThem() throws Exception {
    try (var node = new PlayedNode(answering(block -> ""))) {
      assertThat(refusal(client(node).blocks(List.of(109L))))
          .isInstanceOf(Refusal.MissingData.class);
    }
  }

  @Test
  void surfacesThatTheNodeLacksTheMethod() throws Exception {
    Play play = (request, http) -> send(http, 200, batch(request, call -> isReceipts(call)
        ? fault(id(call), -32601, "the method eth_getBlockReceipts does not exist")
        : reply(id(call), header(number(call)))));
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).blocks(List.of(109L, 110L))))
          .isInstanceOf(Refusal.Unsupported.class);
    }
  }

  @Test
  void takesATruncatedAnswerForManyBlocksForOneThatIsTooLarge() throws Exception {
    Play whole = answering(block -> receipt(block, 0, log(block, 0)));
    Play play = (request, http) -> send(http, 200,
        batch(request, call -> reply(id(call), header(number(call)))).substring(0, 700));
    try (var node = new PlayedNode(play); var good = new PlayedNode(whole)) {
      assertThat(refusal(client(node).blocks(List.of(109L, 110L))))
          .isInstanceOf(Refusal.TooLarge.class);
      assertThat(value(client(good).blocks(List.of(109L, 110L)))).hasSize(2);
    }
  }

  @Test
  void asksForNothingWhereNoBlocksAreAsked() throws Exception {
    try (var node = new PlayedNode(answering(block -> ""))) {
      assertThat(value(client(node).blocks(List.of()))).isEmpty();
      assertThat(node.requests()).isEmpty();
    }
  }

  @Test
  void takesLogsOfOneBlockFromItsReceipts() throws Exception {
    String other = log(109, 1).replace(Samples.TOKEN.toString(), "0x" + "b2".repeat(20));
    String logs = log(109, 0) + "," + other + "," + log(109, 2);
    try (var node = new PlayedNode(answering(block -> receipt(block, 0, logs)))) {
      var answer = client(node).logsFromReceipts(109, FILTER, log -> visited.add(log.logIndex));

      assertThat(value(answer).count()).isEqualTo(2);
      assertThat(visited).containsExactly(0, 2);
    }
  }

  @Test
  void takesNoLogsFromFewerReceiptsThanTransactions() throws Exception {
    String two = receipt(109, 0, log(109, 0)) + "," + receipt(109, 1, log(109, 1));
    try (var node = new PlayedNode(answering(block -> two))) {
      var answer = client(node).logsFromReceipts(109, FILTER, log -> visited.add(log.logIndex));

      assertThat(refusal(answer)).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(visited).isEmpty();
    }
  }

  private static Play answering(LongFunction<String> receipts) {
    return (request, http) -> send(http, 200, batch(request, call -> reply(id(call),
        isReceipts(call)
            ? "[" + receipts.apply(number(call)) + "]"
            : header(number(call)))));
  }

  private static String batch(
      JsonNode request, Function<JsonNode, String> answer) {
    return StreamSupport.stream(request.spliterator(), false)
        .map(answer)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static boolean isReceipts(JsonNode call) {
    return call.path("method").asText().equals("eth_getBlockReceipts");
  }

  private static long number(JsonNode call) {
    return Long.decode(call.path("params").path(0).asText());
  }

  private EvmClient client(PlayedNode node) {
    return new EvmClient(
        node.endpoint(), http, EvmSettings.DEFAULT, new ErrorClassifier(() -> Instant.EPOCH));
  }

  private static <T> T value(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Value.class);
    return ((Answer.Value<T>) answer).value();
  }

  private static Refusal refusal(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal();
  }
}
