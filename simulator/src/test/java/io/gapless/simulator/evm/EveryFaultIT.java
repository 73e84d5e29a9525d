package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each named fault on a provider's node, as usual: it shows, and the node goes on.
class EveryFaultIT {
  private static final String TRANSFER =
      "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(300));

  @ParameterizedTest
  @MethodSource("faults")
  void showsOnAProvidersNode(NamedFault<EvmNodeOptions> fault) {
    EvmNodeOptions provider = EvmNodeProfile.named("nethermind");
    EvmNodeOptions faulty = fault.applied(provider);
    try (var node = EvmSimulator.start(CHAIN, faulty); var client = new RpcClient(node.url())) {
      for (int first = 0; first < 300; first += 5) {
        ask(client, "eth_chainId", "[]");
        ask(client, "eth_getTransactionReceipt", "[\"0x" + "00".repeat(32) + "\"]");
        ask(client, "eth_getLogs", "[{\"topics\":[\"0x" + TRANSFER + "\"],\"fromBlock\":\"0x"
            + Integer.toHexString(first) + "\",\"toBlock\":\"0x"
            + Integer.toHexString(first + 4) + "\"}]");
      }
      ask(client, "eth_getLogs", "[{\"fromBlock\":\"earliest\"}]");

      boolean otherOptionsOnly = faulty.faults().faults().isEmpty();
      assertThat(node.stats().faultsInAll() > 0).isNotEqualTo(otherOptionsOnly);
      assertThat(node.stats().requests()).isPositive();
    }
  }

  /// Asks and does not care for the answer, which may be lost.
  private static void ask(RpcClient client, String method, String params) {
    try {
      client.post(RpcClient.body(1, method, params));
    } catch (IllegalStateException e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }

  private static List<NamedFault<EvmNodeOptions>> faults() {
    return EvmFaults.all();
  }
}
