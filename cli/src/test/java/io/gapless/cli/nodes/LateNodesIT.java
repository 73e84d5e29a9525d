package io.gapless.cli.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateNodesIT {

  private final AtomicBoolean up = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      asked.incrementAndGet();
      var id = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
          .replaceAll(".*\"id\":(\\d+).*", "$1");
      byte[] answer =
          ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"0x7\"}").getBytes(UTF_8);
      exchange.sendResponseHeaders(up.get() ? 200 : 503, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stopNode() {
    server.stop(0);
  }

  @Test
  void usesANodeOnceItAnswers() {
    var first = client("http://127.0.0.1:1/");
    var late = client("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    var pool = pool(first);
    var nodes = new LateNodes<>("evm-7", Map.of(late.endpoint(), late), LateNodesIT::chainOf,
        Duration.ofMillis(5));
    nodes.join(pool);

    nodes.watch();
    await().until(() -> asked.get() > 1);
    assertThat(pool.endpoints()).containsExactly(first.endpoint());

    up.set(true);
    await().until(() -> pool.endpoints().equals(List.of(first.endpoint(), late.endpoint())));
    var another = pool(first);
    nodes.join(another);
    assertThat(another.endpoints()).contains(late.endpoint());
  }

  @Test
  void neverUsesANodeOfAnotherChain() {
    var first = client("http://127.0.0.1:1/");
    var late = client("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    var pool = pool(first);
    up.set(true);
    var nodes = new LateNodes<>("evm-1", Map.of(late.endpoint(), late), LateNodesIT::chainOf,
        Duration.ofMillis(5));
    nodes.join(pool);

    nodes.watch();

    await().until(() -> asked.get() == 1);
    var another = pool(first);
    nodes.join(another);
    assertThat(pool.endpoints()).containsExactly(first.endpoint());
    assertThat(another.endpoints()).containsExactly(first.endpoint());
  }

  private static Answer<String> chainOf(EvmClient client) throws InterruptedException {
    return client.chainId().map(id -> "evm-" + id);
  }

  private static EvmClient client(String url) {
    return new EvmClient(Endpoint.of(url), EvmClient.connections(Duration.ofSeconds(5)),
        EvmSettings.DEFAULT, new ErrorClassifier(InstantSource.system()));
  }

  private static EndpointPool<EvmClient> pool(EvmClient client) {
    return new EndpointPool<>(Map.of(client.endpoint(), client), GovernorSettings.DEFAULT,
        System::nanoTime);
  }
}
