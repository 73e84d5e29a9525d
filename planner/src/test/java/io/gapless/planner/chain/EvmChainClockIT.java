package io.gapless.planner.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The clock over HTTP, with a node that knows heads and headers.
class EvmChainClockIT {

  private static final String UNREACHABLE = "http://127.0.0.1:1/secretkey123";
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = EvmClient.connections(Duration.ofSeconds(2));
  private HttpServer server;
  private volatile boolean knowsFinalized = true;
  private final AtomicInteger failures = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  @Test
  void tellsHeadFinalizedAndTimes() throws InterruptedException {
    ChainClock clock = clock(url());

    assertThat(clock.head()).isEqualTo(100);
    assertThat(clock.finalized()).hasValue(90);
    assertThat(clock.timeOf(7)).isEqualTo(Instant.ofEpochSecond(84));
    assertThat(clock.firstAtOrAfter(Instant.ofEpochSecond(85))).hasValue(8);
  }

  @Test
  void asksTheNextEndpointWhereOneDoesNotAnswer() throws InterruptedException {
    ChainClock clock = clock(UNREACHABLE, url());

    assertThat(clock.head()).isEqualTo(100);
    assertThat(clock.timeOf(7)).isEqualTo(Instant.ofEpochSecond(84));
  }

  @Test
  void asksAgainAfterAFault() throws InterruptedException {
    failures.set(2);

    assertThat(clock(url()).head()).isEqualTo(100);
  }

  @Test
  void knowsNoFinalizedBlockWhereTheNodeDoesNotKnowTheTag() throws InterruptedException {
    knowsFinalized = false;

    assertThat(clock(url()).finalized()).isEmpty();
  }

  @Test
  void saysWhoDidNotAnswerWithoutTheKey() {
    assertThatThrownBy(() -> clock(UNREACHABLE).head())
        .isInstanceOf(ChainUnavailableException.class)
        .hasMessageContaining("no endpoint of evm-1 told its head: 127.0.0.1:1#")
        .hasMessageNotContaining("secretkey123")
        .hasMessageNotContaining("\n");
  }

  private ChainClock clock(String... urls) {
    var classifier = new ErrorClassifier(InstantSource.system());
    var settings = new EvmSettings(Duration.ofSeconds(5), false, 50);
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (String url : urls) {
      clients.put(Endpoint.of(url),
          new EvmClient(Endpoint.of(url), http, settings, classifier));
    }
    return EvmChainClock.of("evm-1",
        new EndpointPool<>(clients, GovernorSettings.DEFAULT, System::nanoTime), 3,
        Duration.ofMillis(10));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = json.readTree(exchange.getRequestBody());
    String body;
    int status = 200;
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      status = 503;
      body = "overloaded";
    } else if (request.isArray()) {
      body = StreamSupport.stream(request.spliterator(), false).map(this::reply)
          .collect(Collectors.joining(",", "[", "]"));
    } else {
      body = reply(request);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String reply(JsonNode call) {
    String result = switch (call.get("method").asText()) {
      case "eth_blockNumber" -> "\"result\":\"0x64\"";
      case "eth_getBlockByNumber" -> block(call.get("params").get(0).asText());
      default -> "\"error\":{\"code\":-32601,\"message\":\"method not found\"}";
    };
    return "{\"jsonrpc\":\"2.0\",\"id\":" + call.get("id") + "," + result + "}";
  }

  private String block(String tag) {
    if (tag.equals("finalized") && !knowsFinalized) {
      return "\"error\":{\"code\":-32602,\"message\":\"invalid block tag\"}";
    }
    long number = switch (tag) {
      case "finalized" -> 90;
      case "latest" -> 100;
      default -> Long.decode(tag);
    };
    String hash = "\"0x" + "ab".repeat(32) + "\"";
    return "\"result\":{\"number\":\"0x" + Long.toHexString(number) + "\",\"hash\":" + hash
        + ",\"parentHash\":" + hash + ",\"timestamp\":\"0x" + Long.toHexString(number * 12)
        + "\",\"logsBloom\":\"0x" + "00".repeat(256) + "\",\"receiptsRoot\":" + hash
        + ",\"transactionsRoot\":" + hash + ",\"transactions\":[]}";
  }
}
