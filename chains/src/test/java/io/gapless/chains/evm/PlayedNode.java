package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapless.chains.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A node over real HTTP that answers as a test tells it to.
final class PlayedNode implements AutoCloseable {

  /// Answers one HTTP request.
  @FunctionalInterface
  interface Play {
    void answer(JsonNode request, HttpExchange http) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  PlayedNode(Play play) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", http -> {
      try (http) {
        JsonNode request = JSON.readTree(http.getRequestBody().readAllBytes());
        requests.add(request);
        authorizations.add(String.valueOf(http.getRequestHeaders().getFirst("Authorization")));
        play.answer(request, http);
      }
    });
    server.start();
  }

  static void send(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  Endpoint endpoint() {
    return Endpoint.of(url("http://"));
  }

  String url(String before) {
    return before + "127.0.0.1:" + server.getAddress().getPort() + "/v2/SECRETKEY";
  }

  List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
