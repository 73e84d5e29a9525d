package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A plain JSON-RPC client on the JDK's HTTP client.
final class RpcClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;

  RpcClient(URI node) {
    this.node = node;
  }

  HttpResponse<byte[]> post(String body, String... headers) {
    var request = HttpRequest.newBuilder(node).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The whole answer to a body.
  JsonNode ask(String body) {
    return json(post(body).body());
  }

  /// The whole answer to one call.
  JsonNode call(String method, String params) {
    return ask(body(1, method, params));
  }

  /// The result of one call.
  JsonNode result(String method, String params) {
    JsonNode answer = call(method, params);
    if (!answer.has("result")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.path("result");
  }

  static String body(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":"
        + params + "}";
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
