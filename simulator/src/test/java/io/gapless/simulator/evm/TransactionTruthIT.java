package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.TransactionTruth;
import io.gapless.simulator.evm.chain.TransactionTruthRow;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is told of transactions, beside what a node says of them.
class TransactionTruthIT {
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(60)
          .withTraffic(Traffic.defaults().withNonstandardRate(0.3)));

  @Test
  void isWhatANodeSaysOfEachTransaction() {
    List<TransactionTruthRow> rows = rows(CHAIN, 0, CHAIN.head());
    try (var node = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
        var client = new RpcClient(node.url())) {
      for (TransactionTruthRow row : rows) {
        String hash = "[\"" + row.txHash() + "\"]";
        JsonNode transaction = client.result("eth_getTransactionByHash", hash);
        JsonNode receipt = client.result("eth_getTransactionReceipt", hash);
        JsonNode block = client.result("eth_getBlockByNumber",
            "[\"0x" + Long.toHexString(row.blockNumber()) + "\",false]");

        assertThat(row).isEqualTo(told(transaction, receipt, block));
        assertThat(row.logs()).isEqualTo(receipt.path("logs").size());
      }
    }
    assertThat(rows).hasSizeGreaterThan(300);
  }

  @Test
  void tellsOfEachTransactionWithATransferOnce() {
    Set<String> withTransfers = new LinkedHashSet<>();
    Set<String> withLogs = new LinkedHashSet<>();
    new Truth(CHAIN).forEach(row -> {
      withLogs.add(row.txHash());
      if (row.dataset() != TruthDataset.UNCLASSIFIED_LOGS) {
        withTransfers.add(row.txHash());
      }
    });

    assertThat(rows(CHAIN, 0, CHAIN.head())).extracting(TransactionTruthRow::txHash)
        .containsExactlyElementsOf(withTransfers);
    assertThat(withTransfers).hasSizeLessThan(withLogs.size());
  }

  @Test
  void countsTheRowsOfARange() {
    var truth = new TransactionTruth(CHAIN);

    assertThat(truth.count(10, 30)).isEqualTo(rows(CHAIN, 10, 30).size()).isPositive();
    assertThat(truth.count()).isEqualTo(
        truth.count(0, 9) + truth.count(10, 30) + truth.count(31, CHAIN.head()));
    assertThat(rows(CHAIN, 10, 30)).allMatch(
        row -> row.blockNumber() >= 10 && row.blockNumber() <= 30);
  }

  @Test
  void tellsOfABranchWhatABranchHolds() {
    SimulatedChain branch = CHAIN.reorganised(40, 7);

    assertThat(rows(branch, 0, 39)).isEqualTo(rows(CHAIN, 0, 39));
    assertThat(rows(branch, 40, branch.head())).extracting(TransactionTruthRow::txHash)
        .doesNotContainAnyElementsOf(rows(CHAIN, 40, CHAIN.head()).stream()
            .map(TransactionTruthRow::txHash).toList());
  }

  private static TransactionTruthRow told(JsonNode transaction, JsonNode receipt, JsonNode block) {
    List<Integer> logs = new ArrayList<>();
    receipt.path("logs").forEach(log -> logs.add(number(log, "logIndex").intValue()));
    String input = transaction.path("input").asText();
    return new TransactionTruthRow(number(transaction, "blockNumber").longValue(),
        Instant.ofEpochSecond(number(block, "timestamp").longValue()),
        transaction.path("blockHash").asText(), receipt.path("transactionHash").asText(),
        number(receipt, "transactionIndex").intValue(), number(transaction, "type").intValue(),
        transaction.path("from").asText(), text(transaction, "to"),
        text(receipt, "contractAddress"), number(transaction, "nonce").longValue(),
        number(transaction, "value"), number(receipt, "status").intValue(),
        number(transaction, "gas").longValue(), number(receipt, "gasUsed").longValue(),
        number(receipt, "effectiveGasPrice"),
        number(block, "baseFeePerGas").multiply(number(receipt, "gasUsed")),
        input.substring(0, 10), input, logs);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isNull() ? "" : node.path(name).asText();
  }

  private static BigInteger number(JsonNode node, String name) {
    return new BigInteger(node.path(name).asText().substring(2), 16);
  }

  private static List<TransactionTruthRow> rows(SimulatedChain chain, long first, long last) {
    List<TransactionTruthRow> rows = new ArrayList<>();
    new TransactionTruth(chain).forEach(first, last, rows::add);
    return rows;
  }
}
