package io.gapless.fetcher.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A node that threw away what happened before a block, and calls that nothing: headers are there,
/// logs are not.
final class PrunedNode implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final EvmSimulator whole;
  private final HttpServer server;
  private final long firstKept;

  private PrunedNode(SimulatedChain chain, long firstKept) throws IOException {
    this.firstKept = firstKept;
    whole = EvmSimulator.start(chain, EvmNodeOptions.defaults());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static PrunedNode before(SimulatedChain chain, long firstKept) throws IOException {
    return new PrunedNode(chain, firstKept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = json.readTree(exchange.getRequestBody());
      var answer = json.readTree(http.send(HttpRequest.newBuilder(whole.url())
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
          HttpResponse.BodyHandlers.ofString()).body());
      var calls = request.isArray() ? request : json.createArrayNode().add(request);
      var results = answer.isArray() ? answer : json.createArrayNode().add(answer);
      for (JsonNode call : calls) {
        for (JsonNode result : results) {
          if (call.get("method").asText().equals("eth_getLogs")
              && call.get("id").equals(result.get("id"))) {
            ((ObjectNode) result).set("result", kept(result.get("result")));
          }
        }
      }
      var body = answer.toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode kept(JsonNode logs) {
    var kept = json.createArrayNode();
    for (JsonNode log : logs) {
      if (Long.decode(log.get("blockNumber").asText()) >= firstKept) {
        kept.add(log);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    server.stop(0);
    whole.close();
    http.close();
  }
}
