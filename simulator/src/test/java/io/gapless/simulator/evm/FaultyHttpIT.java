package io.gapless.simulator.evm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that are lost or spoilt on their way.
class FaultyHttpIT {
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(100));
  private static final EvmNodeOptions SOUND = EvmNodeOptions.defaults();
  private static final String LOGS = RpcClient.body(1, "eth_getLogs",
      "[{\"fromBlock\":\"earliest\"}]");
  private static final byte[] WHOLE = whole();

  @Test
  void endsABodyHalfwayAndCallsThatItsLength() {
    try (var node = start("truncated=1"); var client = new RpcClient(node.url())) {
      var reply = client.post(LOGS);

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).hasSize(WHOLE.length / 2);
      assertThatThrownBy(() -> RpcClient.json(reply.body()))
          .hasCauseInstanceOf(JsonEOFException.class);
    }
  }

  @Test
  void letsOnlySmallBodiesThrough() {
    try (var cutting = start("truncated-above=100000");
        var proxy = start("html-413=100000");
        var cuttingClient = new RpcClient(cutting.url());
        var proxyClient = new RpcClient(proxy.url())) {
      String chainId = RpcClient.body(1, "eth_chainId", "[]");

      assertThat(cuttingClient.post(LOGS).body()).hasSize(100_000);
      assertThat(proxyClient.post(LOGS).statusCode()).isEqualTo(413);
      assertThat(proxyClient.post(chainId).body()).isEqualTo(cuttingClient.post(chainId).body());
      assertThat(proxy.stats().faults("oversized")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset=1", "reset-midway=1"})
  void resetsTheConnection(String fault) {
    try (var node = start(fault); var client = new RpcClient(node.url())) {
      assertThatThrownBy(() -> client.post(LOGS)).hasCauseInstanceOf(IOException.class);
      assertThat(node.stats().faultsInAll()).isPositive();
    }
  }

  @Test
  void trickles() {
    try (var node = start("slow-body=1"); var client = new RpcClient(node.url())) {
      long start = System.nanoTime();

      assertThat(client.post(LOGS).body()).isEqualTo(WHOLE);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
    }
  }

  @Test
  void answersWithNothingOrWithAProxysPage() {
    try (var empty = start("empty-body=1");
        var proxy = start("html-502=1");
        var emptyClient = new RpcClient(empty.url());
        var proxyClient = new RpcClient(proxy.url())) {
      var nothing = emptyClient.post(LOGS);
      var page = proxyClient.post(LOGS);

      assertThat(nothing.statusCode()).isEqualTo(200);
      assertThat(nothing.body()).isEmpty();
      assertThat(page.statusCode()).isEqualTo(502);
      assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
      assertThat(new String(page.body(), UTF_8))
          .contains("502 Bad Gateway");
    }
  }

  @Test
  void spoilsTheSameRequestsOfEveryRun() {
    assertThat(statuses("html-503=4")).isEqualTo(statuses("html-503=4")).contains("503", "200");
  }

  private static String statuses(String fault) {
    var statuses = new StringBuilder();
    try (var node = start(fault); var client = new RpcClient(node.url())) {
      for (int i = 0; i < 40; i++) {
        statuses.append(client.post(RpcClient.body(i, "eth_chainId", "[]")).statusCode());
      }
    }
    return statuses.toString();
  }

  private static byte[] whole() {
    try (var node = EvmSimulator.start(CHAIN, SOUND); var client = new RpcClient(node.url())) {
      return client.post(LOGS).body();
    }
  }

  private static EvmSimulator start(String fault) {
    return EvmSimulator.start(CHAIN, EvmFaults.applied(fault, SOUND));
  }
}
