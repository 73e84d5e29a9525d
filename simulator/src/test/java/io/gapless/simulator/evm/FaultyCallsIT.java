package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Wrong answers in sound JSON-RPC.
class FaultyCallsIT {
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(300));
  private static final EvmNodeOptions SOUND = EvmNodeOptions.defaults();
  private static final String OLD = range(1, 99);
  private static final String BOTH = range(90, 110);
  private static final String KEPT = range(100, 110);

  @Test
  void aPrunedNodeAnswersEmptyForWhatItThrewAwayAndKeepsHeaders() {
    try (var node = start("pruned=100"); var client = new RpcClient(node.url())) {
      assertThat(client.result("eth_getLogs", OLD)).isEmpty();
      assertThat(client.result("eth_getLogs", BOTH)).isNotEmpty()
          .isEqualTo(client.result("eth_getLogs", KEPT));
      assertThat(client.result("eth_getBlockReceipts", "[\"0x63\"]")).isEmpty();
      assertThat(client.result("eth_getBlockReceipts", "[\"0x64\"]"))
          .hasSize(CHAIN.transactionCount(100));
      JsonNode block = client.result("eth_getBlockByNumber", "[\"0x63\",false]");
      String byHash = "[{\"blockHash\":" + block.path("hash") + "}]";
      assertThat(block.path("transactions")).isNotEmpty();
      assertThat(client.result("eth_getLogs", byHash)).isEmpty();
      assertThat(client.result("eth_getTransactionReceipt",
          "[" + block.path("transactions").path(0) + "]").isNull()).isTrue();
      assertThat(node.stats().faults("pruned")).isEqualTo(5);
    }
  }

  @Test
  void aPrunedNodeMayAnswerNullOrAnError() {
    try (var silent = start("pruned-null=100");
        var honest = start("pruned-error=100");
        var silentClient = new RpcClient(silent.url());
        var honestClient = new RpcClient(honest.url())) {
      assertThat(silentClient.result("eth_getLogs", OLD)).isEmpty();
      assertThat(silentClient.result("eth_getBlockReceipts", "[\"0x63\"]").isNull()).isTrue();
      for (JsonNode answer : List.of(honestClient.call("eth_getLogs", BOTH),
          honestClient.call("eth_getBlockReceipts", "[\"0x63\"]"))) {
        assertThat(answer.at("/error/code").asInt()).isEqualTo(4444);
        assertThat(answer.at("/error/message").asText()).isEqualTo("pruned history unavailable");
      }
      assertThat(honestClient.result("eth_getLogs", KEPT)).isNotEmpty();
      assertThat(honest.stats().refused(Refusal.PRUNED)).isEqualTo(2);
    }
  }

  @Test
  void aLaggingNodeGivesShortListsBeyondItsHead() {
    try (var node = start("lag=50"); var client = new RpcClient(node.url())) {
      assertThat(client.result("eth_blockNumber", "[]").asText()).isEqualTo("0xf9");
      assertThat(client.result("eth_getLogs", range(240, 299))).isNotEmpty()
          .isEqualTo(client.result("eth_getLogs", range(240, 249)));
      assertThat(client.result("eth_getLogs", range(260, 299))).isEmpty();
      assertThat(client.result("eth_getBlockReceipts", "[\"0xfa\"]").isNull()).isTrue();
      assertThat(client.result("eth_getBlockByNumber", "[\"0xfa\",false]").isNull()).isTrue();

      node.lag(10);

      assertThat(client.result("eth_blockNumber", "[]").asText()).isEqualTo("0x121");
      assertThat(client.result("eth_getLogs", range(260, 299))).isNotEmpty();
    }
  }

  @Test
  void aLaggingNodeMaySaySo() {
    try (var node = EvmSimulator.start(CHAIN,
        EvmFaults.applied("lag-error=50", SOUND.withProvider("erigon")));
        var client = new RpcClient(node.url())) {
      assertThat(client.call("eth_getLogs", range(240, 299)).at("/error/message").asText())
          .isEqualTo("requested block range [240, 299] is beyond latest executed block 249 "
              + "(node is still syncing)");
    }
  }

  @Test
  void aGrowingHeadComesToItsChains() {
    try (var node = start("growing-head=3"); var client = new RpcClient(node.url())) {
      List<String> heads = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        heads.add(client.result("eth_blockNumber", "[]").asText());
      }

      assertThat(heads).containsExactly("0x129", "0x12a", "0x12b", "0x12b", "0x12b");
    }
  }

  @Test
  void saysThatItIsOfAnotherChain() {
    try (var node = start("wrong-chain-id=56"); var client = new RpcClient(node.url())) {
      assertThat(client.result("eth_chainId", "[]").asText()).isEqualTo("0x38");
      assertThat(client.result("net_version", "[]").asText()).isEqualTo("56");
      assertThat(client.result("eth_getLogs", KEPT)).isNotEmpty();
    }
  }

  @Test
  void answersSomeQueriesWithAnEmptyList() {
    try (var node = start("empty-logs=4"); var client = new RpcClient(node.url())) {
      int empty = 0;
      for (int i = 0; i < 80; i++) {
        empty += client.result("eth_getLogs", KEPT).isEmpty() ? 1 : 0;
      }

      assertThat(empty).isBetween(10, 32);
      assertThat(node.stats().faults("empty-logs")).isEqualTo(empty);
    }
  }

  @Test
  void throttlesSomeRequestsWhateverTheRate() {
    try (var plain = start("throttle=1");
        var hinting = start("throttle-retry-after=1");
        var infura = start("throttle-backoff=1");
        var rpc = start("throttle-json-rpc=1");
        var plainClient = new RpcClient(plain.url());
        var hintingClient = new RpcClient(hinting.url());
        var infuraClient = new RpcClient(infura.url());
        var rpcClient = new RpcClient(rpc.url())) {
      String body = RpcClient.body(1, "eth_chainId", "[]");
      var plainReply = plainClient.post(body);
      var hintingReply = hintingClient.post(body);
      var infuraReply = infuraClient.post(body);
      var rpcReply = rpcClient.post("[" + body + "]");

      assertThat(plainReply.statusCode()).isEqualTo(429);
      assertThat(plainReply.headers().firstValue("Retry-After")).isEmpty();
      assertThat(hintingReply.statusCode()).isEqualTo(429);
      assertThat(hintingReply.headers().firstValue("Retry-After")).contains("1");
      assertThat(infuraReply.statusCode()).isEqualTo(429);
      JsonNode error = RpcClient.json(infuraReply.body()).path("error");
      assertThat(error.path("code").asInt()).isEqualTo(-32005);
      assertThat(error.at("/data/rate/backoff_seconds").asInt()).isEqualTo(1);
      assertThat(rpcReply.statusCode()).isEqualTo(200);
      assertThat(RpcClient.json(rpcReply.body()).at("/0/error/message").asText())
          .isEqualTo("rate limited");
    }
  }

  @Test
  void throttlesOneMemberOfABatchAndAnswersTheOthers() {
    try (var node = start("throttle-call=3"); var client = new RpcClient(node.url())) {
      String call = RpcClient.body(1, "eth_chainId", "[]");
      JsonNode answers = client.ask("[" + (call + ",").repeat(59) + call + "]");
      int throttled = 0;
      for (JsonNode answer : answers) {
        throttled += answer.at("/error/code").asInt() == -32005 ? 1 : 0;
      }

      assertThat(answers).hasSize(60);
      assertThat(throttled).isBetween(8, 35);
      assertThat(node.stats().refused(Refusal.THROTTLED)).isEqualTo(throttled);
    }
  }

  @Test
  void doesNotOfferReceiptsOrLogsOrBatches() {
    try (var receipts = start("no-receipts");
        var logs = start("logs-refused");
        var batches = start("no-batches");
        var receiptsClient = new RpcClient(receipts.url());
        var logsClient = new RpcClient(logs.url());
        var batchesClient = new RpcClient(batches.url())) {
      String two = "[" + RpcClient.body(1, "eth_chainId", "[]") + ","
          + RpcClient.body(2, "eth_chainId", "[]") + "]";

      assertThat(receiptsClient.call("eth_getBlockReceipts", "[\"0x1\"]").at("/error/code")
          .asInt()).isEqualTo(-32601);
      assertThat(receiptsClient.result("eth_getLogs", KEPT)).isNotEmpty();
      assertThat(logsClient.call("eth_getLogs", KEPT).at("/error/message").asText())
          .isEqualTo("limit exceeded");
      assertThat(batchesClient.ask(two).at("/error/code").asInt()).isEqualTo(-32600);
    }
  }

  @Test
  void refusesFiltersOfTooManyAddresses() {
    try (var node = EvmSimulator.start(CHAIN, SOUND.withProvider("infura").withAddressCap(2));
        var client = new RpcClient(node.url())) {
      String address = "\"0x" + "11".repeat(20) + "\"";
      String three = "[{\"address\":[" + address + "," + address + "," + address + "]}]";

      assertThat(client.call("eth_getLogs", three).at("/error/message").asText())
          .isEqualTo("This query contains 3 filters. The current limit is 2.");
      assertThat(node.stats().refused(Refusal.ADDRESSES)).isEqualTo(1);
    }
  }

  private static EvmSimulator start(String fault) {
    return EvmSimulator.start(CHAIN, EvmFaults.applied(fault, SOUND));
  }

  private static String range(int first, int last) {
    return "[{\"fromBlock\":\"0x" + Integer.toHexString(first) + "\",\"toBlock\":\"0x"
        + Integer.toHexString(last) + "\"}]";
  }
}
