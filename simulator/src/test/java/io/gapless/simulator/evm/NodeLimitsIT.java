package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.limits.ThrottleStyle;
import io.gapless.simulator.evm.rpc.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeLimitsIT {
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(300));
  private static final EvmNodeOptions FREE = EvmNodeOptions.defaults();
  private static final String ALL = "[{\"fromBlock\":\"0x0\",\"toBlock\":\"0x12b\"}]";

  @Test
  void refusesMoreBlocksThanItsSpanCap() {
    try (var node = EvmSimulator.start(CHAIN, FREE.withSpanCap(100).withProvider("quicknode"));
        var client = new RpcClient(node.url())) {
      var reply = client.post(RpcClient.body(1, "eth_getLogs", ALL));

      assertThat(reply.statusCode()).isEqualTo(413);
      assertThat(RpcClient.json(reply.body()).path("error").toString()).isEqualTo(
          "{\"code\":-32614,\"message\":\"eth_getLogs is limited to a 100 range\"}");
      assertThat(client.result("eth_getLogs",
          "[{\"fromBlock\":\"0x1\",\"toBlock\":\"0x64\"}]")).isNotEmpty();
      assertThat(node.stats().refused(Refusal.SPAN)).isEqualTo(1);
    }
  }

  @Test
  void suggestsARangeThatItThenAnswers() {
    try (var node = EvmSimulator.start(CHAIN, FREE.withResultCap(1_000).withProvider("infura"));
        var client = new RpcClient(node.url())) {
      JsonNode error = client.call("eth_getLogs", ALL).path("error");

      String first = error.at("/data/from").asText();
      String last = error.at("/data/to").asText();
      assertThat(error.path("code").asInt()).isEqualTo(-32005);
      assertThat(error.path("message").asText()).isEqualTo(
          "query returned more than 1000 results. Try with this block range [%s, %s].", first,
          last);
      JsonNode logs = client.result("eth_getLogs",
          "[{\"fromBlock\":\"" + first + "\",\"toBlock\":\"" + last + "\"}]");
      assertThat(logs.size()).isBetween(700, 1_000);
      assertThat(node.stats().refused(Refusal.RESULTS)).isEqualTo(1);
      assertThat(node.stats().logs()).isEqualTo(logs.size());
    }
  }

  @Test
  void capsTheBytesOfAResultToTheByte() {
    try (var free = EvmSimulator.start(CHAIN, FREE); var client = new RpcClient(free.url())) {
      byte[] body = client.post(RpcClient.body(1, "eth_getLogs", ALL)).body();
      int resultBytes = body.length - "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":}".length();
      try (var enough = EvmSimulator.start(CHAIN, FREE.withResponseBytesCap(resultBytes));
          var tight = EvmSimulator.start(CHAIN, FREE.withResponseBytesCap(resultBytes - 1));
          var enoughClient = new RpcClient(enough.url());
          var tightClient = new RpcClient(tight.url())) {
        assertThat(enoughClient.post(RpcClient.body(1, "eth_getLogs", ALL)).body())
            .isEqualTo(body);
        assertThat(tightClient.call("eth_getLogs", ALL).at("/error/message").asText())
            .isEqualTo("Response is too big");
        assertThat(tight.stats().refused(Refusal.BYTES)).isEqualTo(1);
      }
    }
  }

  @Test
  void answersAboveItsRateWith429AndAHint() {
    var options = FREE.withRequestsPerSecond(0.5)
        .withThrottleStyle(ThrottleStyle.HTTP_429_RETRY_AFTER).withProvider("infura");
    try (var node = EvmSimulator.start(CHAIN, options); var client = new RpcClient(node.url())) {
      client.result("eth_blockNumber", "[]");
      var reply = client.post(RpcClient.body(2, "eth_blockNumber", "[]"));

      assertThat(reply.statusCode()).isEqualTo(429);
      assertThat(reply.headers().firstValue("Retry-After")).contains("2");
      assertThat(RpcClient.json(reply.body()).at("/error/message").asText())
          .isEqualTo("project ID request rate exceeded");
      assertThat(node.stats().refused(Refusal.THROTTLED)).isEqualTo(1);
      assertThat(node.stats().served("eth_blockNumber")).isEqualTo(1);
      assertThat(node.stats().requests()).isEqualTo(2);
    }
  }

  @Test
  void answersAboveItsRateWithoutAHintOrWithin200() {
    var options = FREE.withRequestsPerSecond(0.01);
    try (var plain = EvmSimulator.start(CHAIN, options);
        var rpc = EvmSimulator.start(CHAIN, options.withThrottleStyle(ThrottleStyle.JSON_RPC));
        var plainClient = new RpcClient(plain.url());
        var rpcClient = new RpcClient(rpc.url())) {
      plainClient.result("eth_blockNumber", "[]");
      rpcClient.result("eth_blockNumber", "[]");
      var plainReply = plainClient.post(RpcClient.body(2, "eth_blockNumber", "[]"));
      var rpcReply = rpcClient.post(RpcClient.body(2, "eth_blockNumber", "[]"));

      assertThat(plainReply.statusCode()).isEqualTo(429);
      assertThat(plainReply.headers().firstValue("Retry-After")).isEmpty();
      assertThat(rpcReply.statusCode()).isEqualTo(200);
      assertThat(RpcClient.json(rpcReply.body()).at("/error/code").asInt()).isEqualTo(-32005);
    }
  }

  @Test
  void answersEachCallOfABatchInOrderWithItsId() {
    try (var node = EvmSimulator.start(CHAIN, FREE.withBatchLimit(3).withSpanCap(100));
        var client = new RpcClient(node.url())) {
      String head = "{\"jsonrpc\":\"2.0\",\"id\":\"head\",\"method\":\"eth_blockNumber\"}";
      String logs = RpcClient.body(7, "eth_getLogs", ALL);
      String unknown = "{\"jsonrpc\":\"2.0\",\"method\":\"eth_unknown\"}";

      var reply = client.post("[" + head + "," + logs + "," + unknown + "]");
      JsonNode answers = RpcClient.json(reply.body());

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(answers.path(0).toString())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"head\",\"result\":\"0x12b\"}");
      assertThat(answers.path(1).path("id").asInt()).isEqualTo(7);
      assertThat(answers.path(1).at("/error/message").asText())
          .isEqualTo("query exceeds max block range 100");
      assertThat(answers.path(2).path("id").isNull()).isTrue();
      assertThat(answers.path(2).at("/error/code").asInt()).isEqualTo(-32601);
      assertThat(client.ask("[" + head + "," + head + "," + head + "," + head + "]")
          .at("/error/message").asText()).isEqualTo("batch too large: at most 3 calls");
      assertThat(node.stats().refused(Refusal.BATCH)).isEqualTo(1);
      assertThat(node.stats().requests()).isEqualTo(2);
    }
  }

  @Test
  void knowsItsTagsAndNothingBeyondItsHead() {
    try (var node = EvmSimulator.start(CHAIN, FREE.withHeadLag(50));
        var client = new RpcClient(node.url())) {
      assertThat(number(client, "latest")).isEqualTo(249);
      assertThat(number(client, "safe")).isEqualTo(217);
      assertThat(number(client, "finalized")).isEqualTo(185);
      assertThat(number(client, "earliest")).isZero();
      assertThat(client.result("eth_getBlockByNumber", "[\"0xfa\",false]").isNull()).isTrue();
      assertThat(client.call("eth_getLogs", ALL).at("/error/message").asText()).isEqualTo(
          "block range extends beyond current head block: requested 0x12b, head 0xf9");
      assertThat(node.stats().refused(Refusal.BEYOND_HEAD)).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    try (var node = EvmSimulator.start(CHAIN, FREE); var client = new RpcClient(node.url())) {
      assertThat(code(client.ask("{"))).isEqualTo(-32700);
      assertThat(code(client.ask(""))).isEqualTo(-32600);
      assertThat(code(client.ask("[]"))).isEqualTo(-32600);
      assertThat(code(client.call("eth_getLogs", "[]"))).isEqualTo(-32602);
      assertThat(code(client.call("eth_getBlockByNumber", "[\"5\",true]"))).isEqualTo(-32602);
      assertThat(code(client.call("eth_getBlockByNumber", "[\"0x5\"]"))).isEqualTo(-32602);
      assertThat(code(client.call("eth_getLogs", "[{\"address\":\"0x12\"}]"))).isEqualTo(-32602);
      JsonNode inverted = client.call("eth_getLogs",
          "[{\"fromBlock\":\"0x5\",\"toBlock\":\"0x4\"}]");
      assertThat(inverted.at("/error/message").asText()).isEqualTo("invalid block range params");
      assertThat(node.stats().refused(Refusal.INVALID)).isEqualTo(8);
    }
  }

  @Test
  void compressesForClientsThatAcceptIt() throws IOException {
    try (var node = EvmSimulator.start(CHAIN, FREE.withGzip(true));
        var client = new RpcClient(node.url())) {
      String body = RpcClient.body(1, "eth_getLogs", ALL);
      byte[] plain = client.post(body).body();
      byte[] zipped = client.post(body, "Accept-Encoding", "gzip").body();

      assertThat(zipped.length).isLessThan(plain.length / 2);
      assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes())
          .isEqualTo(plain);
    }
  }

  @Test
  void keepsAClientWaitingForItsLatency() {
    try (var node = EvmSimulator.start(CHAIN, FREE.withLatency(Duration.ofMillis(200)));
        var client = new RpcClient(node.url())) {
      long start = System.nanoTime();
      client.result("eth_chainId", "[]");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyProviderRefusesWithItsNumbersFilledIn(String provider) {
    var options = FREE.withProvider(provider);
    try (var span = EvmSimulator.start(CHAIN, options.withSpanCap(10));
        var results = EvmSimulator.start(CHAIN, options.withResultCap(500));
        var bytes = EvmSimulator.start(CHAIN, options.withResponseBytesCap(10_000));
        var spanClient = new RpcClient(span.url());
        var resultsClient = new RpcClient(results.url());
        var bytesClient = new RpcClient(bytes.url())) {
      for (RpcClient client : List.of(spanClient, resultsClient, bytesClient)) {
        JsonNode error = client.call("eth_getLogs", ALL).path("error");

        assertThat(error.path("message").asText()).isNotEmpty().doesNotContain("{", "}");
        assertThat(error.path("data").toString()).doesNotContain("{cap}", "{first}", "{tryLast}");
      }
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    try (var node = EvmSimulator.start(CHAIN, FREE)) {
      int port = node.url().getPort();

      assertThatThrownBy(() -> EvmSimulator.start(CHAIN, FREE.withPort(port)))
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
    }
  }

  private static List<String> providers() {
    return EvmNodeOptions.providers();
  }

  private static int code(JsonNode answer) {
    return answer.at("/error/code").asInt();
  }

  private static long number(RpcClient client, String tag) {
    JsonNode block = client.result("eth_getBlockByNumber", "[\"" + tag + "\",false]");
    return Long.decode(block.path("number").asText());
  }
}
