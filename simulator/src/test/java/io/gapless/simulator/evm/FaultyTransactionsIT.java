package io.gapless.simulator.evm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import io.gapless.simulator.evm.rpc.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What nodes that are wrong say of transactions by their hashes.
class FaultyTransactionsIT {
  private static final String TRANSACTION = "eth_getTransactionByHash";
  private static final String RECEIPT = "eth_getTransactionReceipt";
  private static final List<String> METHODS = List.of(TRANSACTION, RECEIPT);
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(120));
  private static final EvmNodeOptions SOUND = EvmNodeOptions.defaults();
  private static final List<String> HASHES = hashes(CHAIN, 1, 119);
  private static final List<JsonNode> RECEIPTS = with(SOUND, FaultyTransactionsIT::receipts);

  @Test
  void aSoundNodeSaysTheSameOfReceiptsByHashAndByBlock() {
    assertThat(RECEIPTS).isEqualTo(with(SOUND, FaultyTransactionsIT::receiptsOfBlocks));
    assertThat(RECEIPTS).hasSizeGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"omit-logs=10", "omit-blocks=5", "alter-logs=10"})
  void isWrongAboutTheSameLogsInReceiptsByHashAndByBlock(String fault) {
    assertThat(with(node(fault), FaultyTransactionsIT::receipts))
        .isNotEqualTo(RECEIPTS)
        .isEqualTo(with(node(fault), FaultyTransactionsIT::receiptsOfBlocks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"omit-logs-not-receipts=1", "omit-blocks-not-receipts=1",
      "alter-logs-not-receipts=1", "duplicate-logs=1", "stray-logs=1", "overrun-range=1",
      "silent-cap=0", "empty-logs=1", "logs-refused", "no-receipts"})
  void isTrueInReceiptsByHashWhereTheFaultIsOfOtherMethods(String fault) {
    assertThat(with(node(fault), FaultyTransactionsIT::receipts)).isEqualTo(RECEIPTS);
  }

  @Test
  void aNodeWithoutAnIndexKnowsNoTransactionButAllBlocks() {
    try (var node = start("no-transaction-index"); var client = new RpcClient(node.url())) {
      for (String method : METHODS) {
        assertThat(client.result(method, param(HASHES.getFirst())).isNull()).isTrue();
      }
      assertThat(receiptsOfBlocks(client)).isEqualTo(RECEIPTS);
      assertThat(client.result("eth_getBlockByNumber", "[\"0x5\",true]").path("transactions"))
          .hasSize(CHAIN.transactionCount(5));
      assertThat(node.stats().faults("no-transaction-index")).isEqualTo(2);
    }
  }

  @Test
  void aPrunedNodeKnowsOnlyTransactionsThatItKept() {
    String old = param(hashes(CHAIN, 90, 99).getFirst());
    String kept = param(hashes(CHAIN, 100, 109).getFirst());
    try (var silent = start("pruned=100");
        var nothing = start("pruned-null=100");
        var honest = start("pruned-error=100");
        var silentClient = new RpcClient(silent.url());
        var nothingClient = new RpcClient(nothing.url());
        var honestClient = new RpcClient(honest.url())) {
      for (String method : METHODS) {
        assertThat(silentClient.result(method, old).isNull()).isTrue();
        assertThat(nothingClient.result(method, old).isNull()).isTrue();
        assertThat(honestClient.call(method, old).at("/error/code").asInt()).isEqualTo(4444);
        for (RpcClient client : List.of(silentClient, nothingClient, honestClient)) {
          assertThat(client.result(method, kept).isNull()).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag=50", "lag-error=50", "growing-head=50"})
  void aNodeThatIsBehindDoesNotKnowWhatComesAfterItsHead(String fault) {
    String newest = param(HASHES.getLast());
    try (var node = start(fault); var client = new RpcClient(node.url())) {
      for (String method : METHODS) {
        assertThat(client.result(method, newest).isNull()).isTrue();
        assertThat(client.result(method, param(HASHES.getFirst())).isNull()).isFalse();
      }

      node.lag(0);

      assertThat(client.result(RECEIPT, newest).isNull()).isFalse();
    }
  }

  @Test
  void aReorganisationMakesTransactionsVanishAndBringsOthers() {
    try (var node = start("reorganise=20"); var client = new RpcClient(node.url())) {
      String below = hashes(CHAIN, 90, 99).getFirst();
      String orphan = hashes(CHAIN, 105, 109).getFirst();
      JsonNode before = client.result(RECEIPT, param(below));
      assertThat(client.result(RECEIPT, param(orphan)).isNull()).isFalse();
      for (int requests = 2; requests < 20; requests++) {
        client.result("eth_blockNumber", "[]");
      }

      for (String method : METHODS) {
        assertThat(client.result(method, param(orphan)).isNull()).isTrue();
      }
      assertThat(client.result(RECEIPT, param(below))).isEqualTo(before);
      new TransactionTruth(node.chain()).forEach(100, 119, row -> assertThat(
          client.result(TRANSACTION, param(row.txHash())).path("blockHash").asText())
          .isEqualTo(row.blockHash()));
    }
  }

  @Test
  void refusesSomeMembersOfABatchOfTransactions() {
    for (String fault : List.of("throttle-call=4", "errors=4", "missing-data=4")) {
      try (var node = start(fault); var client = new RpcClient(node.url())) {
        JsonNode answers = client.ask(batch(HASHES.subList(0, 30)));
        int refused = 0;
        for (JsonNode answer : answers) {
          refused += answer.has("error") ? 1 : 0;
        }

        assertThat(answers).hasSize(60);
        assertThat(refused).as(fault).isBetween(5, 30);
        assertThat(node.stats().faultsInAll()).isEqualTo(refused);
      }
    }
  }

  @Test
  void throttlesRequestsForTransactions() {
    try (var hinting = start("throttle-retry-after=1");
        var rpc = start("throttle-json-rpc=1");
        var hintingClient = new RpcClient(hinting.url());
        var rpcClient = new RpcClient(rpc.url())) {
      String batch = batch(HASHES.subList(0, 3));

      var hint = hintingClient.post(batch);
      assertThat(hint.statusCode()).isEqualTo(429);
      assertThat(hint.headers().firstValue("Retry-After")).contains("1");
      assertThat(rpcClient.ask(batch)).hasSize(6).allMatch(answer -> answer.has("error"));
      assertThat(rpc.stats().refused(Refusal.THROTTLED)).isEqualTo(6);
    }
  }

  @Test
  void takesNoBatchesOfTransactions() {
    try (var node = start("no-batches"); var client = new RpcClient(node.url())) {
      assertThat(client.ask(batch(HASHES.subList(0, 3))).at("/error/code").asInt())
          .isEqualTo(-32600);
      assertThat(client.result(RECEIPT, param(HASHES.getFirst()))).isEqualTo(RECEIPTS.getFirst());
    }
  }

  @Test
  void spoilsAnswersAboutTransactionsOnTheirWay() {
    String batch = batch(HASHES.subList(0, 10));
    byte[] whole = post(SOUND, batch);

    assertThat(post(node("slow-body=1"), batch)).isEqualTo(whole);
    assertThat(post(node("empty-body=1"), batch)).isEmpty();
    assertThat(new String(post(node("html-503=1"), batch), UTF_8))
        .contains("503 Service Temporarily");
    for (String fault : List.of("truncated=1", "truncated-above=2000")) {
      byte[] cut = post(node(fault), batch);
      assertThat(cut.length).isLessThan(whole.length);
      assertThatThrownBy(() -> RpcClient.json(cut)).hasCauseInstanceOf(JsonEOFException.class);
    }
    for (String fault : List.of("reset=1", "reset-midway=1")) {
      assertThatThrownBy(() -> post(node(fault), batch)).hasCauseInstanceOf(IOException.class);
    }
  }

  private static EvmNodeOptions node(String fault) {
    return EvmFaults.applied(fault, SOUND);
  }

  private static EvmSimulator start(String fault) {
    return EvmSimulator.start(CHAIN, node(fault));
  }

  private static byte[] post(EvmNodeOptions options, String body) {
    try (var node = EvmSimulator.start(CHAIN, options); var client = new RpcClient(node.url())) {
      return client.post(body).body();
    }
  }

  private static List<JsonNode> with(EvmNodeOptions options,
      Function<RpcClient, List<JsonNode>> use) {
    try (var node = EvmSimulator.start(CHAIN, options); var client = new RpcClient(node.url())) {
      return use.apply(client);
    }
  }

  private static List<JsonNode> receipts(RpcClient client) {
    List<JsonNode> receipts = new ArrayList<>();
    for (int first = 0; first < HASHES.size(); first += 100) {
      List<String> calls = HASHES.subList(first, Math.min(HASHES.size(), first + 100)).stream()
          .map(hash -> RpcClient.body(1, RECEIPT, param(hash))).toList();
      client.ask("[" + String.join(",", calls) + "]")
          .forEach(answer -> receipts.add(answer.path("result")));
    }
    return receipts;
  }

  private static List<JsonNode> receiptsOfBlocks(RpcClient client) {
    List<JsonNode> receipts = new ArrayList<>();
    for (int number = 1; number < 120; number++) {
      client.result("eth_getBlockReceipts", "[\"0x" + Integer.toHexString(number) + "\"]")
          .forEach(receipts::add);
    }
    return receipts;
  }

  private static String batch(List<String> hashes) {
    List<String> calls = new ArrayList<>();
    for (String hash : hashes) {
      METHODS.forEach(method -> calls.add(RpcClient.body(calls.size(), method, param(hash))));
    }
    return "[" + String.join(",", calls) + "]";
  }

  private static String param(String hash) {
    return "[\"" + hash + "\"]";
  }

  /// The transactions of the blocks `first` to `last`, as a sound node lists them.
  private static List<String> hashes(SimulatedChain chain, int first, int last) {
    List<String> hashes = new ArrayList<>();
    try (var node = EvmSimulator.start(chain, SOUND); var client = new RpcClient(node.url())) {
      for (int number = first; number <= last; number++) {
        client.result("eth_getBlockByNumber", "[\"0x" + Integer.toHexString(number) + "\",false]")
            .path("transactions").forEach(hash -> hashes.add(hash.asText()));
      }
    }
    return hashes;
  }
}
