package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.faults.Reorganise;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReorganisationIT {
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(200));

  @Test
  void replacesBlocksWhileItServes() {
    try (var node = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
        var other = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
        var client = new RpcClient(node.url());
        var otherClient = new RpcClient(other.url())) {
      JsonNode below = client.result("eth_getLogs", range(0, 149));
      JsonNode above = client.result("eth_getLogs", range(150, 199));
      JsonNode orphan = client.result("eth_getBlockByNumber", "[\"0x96\",false]");

      node.reorganise(150, 3);

      assertThat(client.result("eth_getLogs", range(0, 149))).isEqualTo(below);
      JsonNode replaced = client.result("eth_getLogs", range(150, 199));
      assertThat(replaced).isNotEqualTo(above);
      assertThat(transactions(replaced)).doesNotContainAnyElementsOf(transactions(above));
      assertThat(client.result("eth_getBlockByHash", "[" + orphan.path("hash") + ",false]")
          .isNull()).isTrue();
      assertThat(client.result("eth_getBlockByNumber", "[\"0x96\",false]").path("parentHash"))
          .isEqualTo(orphan.path("parentHash"));
      assertThat(otherClient.result("eth_getLogs", range(150, 199))).isEqualTo(above);
      assertThat(node.chain().hash(199)).isEqualTo(CHAIN.reorganised(150, 3).hash(199));
      assertThat(new Truth(node.chain()).summary())
          .isEqualTo(new Truth(CHAIN.reorganised(150, 3)).summary())
          .isNotEqualTo(new Truth(CHAIN).summary());
    }
  }

  @Test
  void comesAfterAsManyRequestsAsAsked() {
    var options = EvmNodeOptions.defaults().withFault(new Reorganise(20, 3, 2));
    try (var node = EvmSimulator.start(CHAIN, options);
        var client = new RpcClient(node.url())) {
      JsonNode first = client.result("eth_getBlockByNumber", "[\"latest\",false]");
      JsonNode second = client.result("eth_getBlockByNumber", "[\"latest\",false]");
      JsonNode third = client.result("eth_getBlockByNumber", "[\"latest\",false]");

      assertThat(second).isEqualTo(first);
      assertThat(third.path("hash")).isNotEqualTo(first.path("hash"));
      assertThat(node.chain().hash(180)).isNotEqualTo(CHAIN.hash(180));
      assertThat(node.chain().hash(179)).isEqualTo(CHAIN.hash(179));
      assertThat(node.stats().faults("reorganise")).isEqualTo(1);
    }
  }

  private static Set<String> transactions(JsonNode logs) {
    var hashes = new HashSet<String>();
    logs.forEach(log -> hashes.add(log.path("transactionHash").asText()));
    return hashes;
  }

  private static String range(int first, int last) {
    return "[{\"fromBlock\":\"0x" + Integer.toHexString(first) + "\",\"toBlock\":\"0x"
        + Integer.toHexString(last) + "\"}]";
  }
}
