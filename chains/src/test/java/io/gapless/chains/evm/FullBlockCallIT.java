package io.gapless.chains.evm;

import static io.gapless.chains.evm.PlayedNode.send;
import static io.gapless.chains.evm.SampleExecutions.GAS;
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

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.PlayedNode.Play;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FullBlockCallIT {

  private static final String BLOCK = block(2 * GAS, transaction(109, 0), transaction(109, 1));
  private static final String RECEIPTS = list(
      receipt(109, 0, log(109, 0, 0), log(109, 0, 1)), receipt(109, 1, log(109, 1, 2)));

  private final HttpClient http = EvmClient.connections(Duration.ofSeconds(5));

  /// What a node says of a block that cannot be right, and words of ours about it.
  record Wrong(String block, String receipts, String words) {}

  @Test
  void putsTransactionsAndReceiptsTogetherInTheOrderOfTheBlock() throws Exception {
    try (var node = new PlayedNode(saying(BLOCK, RECEIPTS))) {
      EvmFullBlock block = value(client(node).fullBlock(109));

      assertThat(node.requests()).hasSize(1);
      assertThat(node.requests().getFirst().path(0).path("params").toString())
          .isEqualTo("[\"0x6d\",true]");
      assertThat(block.header().number()).isEqualTo(109);
      assertThat(block.header().transactionCount()).isEqualTo(2);
      assertThat(block.receipts()).hasSize(2);
      assertThat(block.executions()).extracting(execution -> execution.transaction().hash())
          .containsExactly(hash(0), hash(1));
      assertThat(block.executions()).extracting(EvmExecution::receipt)
          .isEqualTo(block.receipts());
      assertThat(block.receipts().getFirst().logs().getFirst().blockTimestamp)
          .isEqualTo(block.header().timestamp());
    }
  }

  @Test
  void findsTheReceiptOfEachTransactionByItsHash() throws Exception {
    String swapped = list(receipt(109, 1), receipt(109, 0));
    try (var node = new PlayedNode(saying(BLOCK, swapped))) {
      assertThat(value(client(node).fullBlock(109)).executions())
          .allMatch(execution -> execution.receipt().transactionHash()
              .equals(execution.transaction().hash()))
          .extracting(execution -> execution.transaction().index()).containsExactly(0, 1);
    }
  }

  @Test
  void keepsReceiptsWithoutATransactionAmongTheReceipts() throws Exception {
    try (var node = new PlayedNode(saying(block(GAS, transaction(109, 0)), RECEIPTS))) {
      EvmFullBlock block = value(client(node).fullBlock(109));

      assertThat(block.receipts()).hasSize(2);
      assertThat(block.executions()).hasSize(1);
    }
  }

  @Test
  void leavesOutATransactionWithoutAReceiptThatTheGasOfTheBlockKnowsNothingOf() throws Exception {
    String one = list(receipt(109, 0, log(109, 0, 0)));
    String ofGas = block(GAS, transaction(109, 0), transaction(109, 1));
    for (String block : List.of(ofGas, ofGas.replace("\"gasUsed\"", "\"otherGas\""))) {
      try (var node = new PlayedNode(saying(block, one))) {
        EvmFullBlock read = value(client(node).fullBlock(109));

        assertThat(read.header().transactionCount()).isEqualTo(2);
        assertThat(read.executions()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void refusesBlocksThatCannotBeRight(Wrong wrong) throws Exception {
    try (var node = new PlayedNode(saying(wrong.block(), wrong.receipts()))) {
      Refusal refusal = refusal(client(node).fullBlock(109));

      assertThat(refusal).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(refusal.said().text()).contains(wrong.words());
    }
  }

  static List<Wrong> wrongAnswers() {
    return List.of(
        new Wrong(SampleExecutions.block(110, 0), "[]", "asked for block 109, got block 110"),
        new Wrong(header(109), RECEIPTS, "a list of transactions"),
        new Wrong(block(2 * GAS, transaction(109, 0), transaction(109, 1)
            .replace("\"blockHash\":\"" + blockHash(109) + "\"", "\"blockHash\":null")), RECEIPTS,
            "a transaction of a block names no block"),
        new Wrong(block(2 * GAS, transaction(109, 0), transaction(108, 1)), RECEIPTS,
            "its transaction " + hash(1) + " names block 108"),
        new Wrong(block(2 * GAS, transaction(109, 0), transaction(109, 0)), RECEIPTS,
            "its transaction " + hash(0) + " came twice"),
        new Wrong(BLOCK, list(receipt(109, 0)), "its transaction " + hash(1)
            + " came without a receipt"),
        new Wrong(BLOCK, list(receipt(109, 0), receipt(109, 0)),
            "two receipts are of transaction " + hash(0)),
        new Wrong(BLOCK, list(receipt(109, 0), receipt(109, 1)
            .replace("\"transactionIndex\":\"0x1\"", "\"transactionIndex\":\"0x2\"")),
            "its receipt names place 2"),
        new Wrong(BLOCK, list(receipt(109, 0), receipt(109, 1).replace(blockHash(109),
            blockHash(7))), "its receipt names place 1 of block 109 " + blockHash(7)),
        new Wrong(BLOCK, list(receipt(109, 0), receipt(109, 1, log(109, 0, 0))),
            "names another block, transaction or place"),
        new Wrong(BLOCK, list(receipt(109, 0, log(109, 0, 0)), receipt(109, 1, log(109, 1, 0))),
            "log 109/0 came twice"),
        new Wrong(BLOCK, list(receipt(109, 0, log(109, 0, 0).replace(blockHash(109),
            blockHash(7))), receipt(109, 1)), "name another hash than its header"));
  }

  @Test
  void takesMissingBlocksAndReceiptsForANodeThatLagsOrPruned() throws Exception {
    assertThat(missing("null", RECEIPTS)).isEqualTo(Refusal.Missing.HEAD);
    assertThat(missing(BLOCK, "null")).isEqualTo(Refusal.Missing.UNKNOWN);
    assertThat(missing(BLOCK, "[]")).isEqualTo(Refusal.Missing.PRUNED);
    assertThat(missing(RECEIPTS, BLOCK)).isEqualTo(Refusal.Missing.UNKNOWN);
  }

  @Test
  void surfacesThatTheNodeLacksTheMethod() throws Exception {
    Play play = (request, http) -> send(http, 200, "[" + reply(id(request.get(0)), BLOCK) + ","
        + fault(id(request.get(1)), -32601, "the method eth_getBlockReceipts does not exist")
        + "]");
    try (var node = new PlayedNode(play)) {
      assertThat(refusal(client(node).fullBlock(109))).isInstanceOf(Refusal.Unsupported.class);
    }
  }

  private Refusal.Missing missing(String block, String receipts) throws Exception {
    try (var node = new PlayedNode(saying(block, receipts))) {
      Refusal refusal = refusal(client(node).fullBlock(109));
      assertThat(refusal).isInstanceOf(Refusal.MissingData.class);
      return ((Refusal.MissingData) refusal).where();
    }
  }

  private static String block(long gasUsed, String... transactions) {
    return SampleExecutions.block(109, gasUsed, transactions);
  }

  private static String list(String... receipts) {
    return "[" + String.join(",", receipts) + "]";
  }

  private static Play saying(String block, String receipts) {
    return (request, http) -> send(http, 200, "[" + reply(id(request.get(0)), block) + ","
        + reply(id(request.get(1)), receipts) + "]");
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
