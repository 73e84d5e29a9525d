package io.gapless.cli.realchain.recorded;

import static io.gapless.cli.realchain.recorded.RecordedBlocks.number;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/// A node that knows the recorded blocks and no others: the last of them is its head, and final.
final class RecordedNode implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedBlocks blocks;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RecordedNode(RecordedBlocks blocks) throws IOException {
    this.blocks = blocks;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      JsonNode asked = JSON.readTree(http.getRequestBody());
      JsonNode reply;
      if (asked.isArray()) {
        var replies = JSON.createArrayNode();
        asked.forEach(call -> replies.add(reply(call)));
        reply = replies;
      } else {
        reply = reply(asked);
      }
      byte[] body = JSON.writeValueAsString(reply).getBytes(UTF_8);
      http.getResponseHeaders().set("Content-Type", "application/json");
      http.sendResponseHeaders(200, body.length);
      http.getResponseBody().write(body);
    }
  }

  private ObjectNode reply(JsonNode call) {
    var reply = JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", call.get("id"));
    try {
      reply.set("result", result(call.get("method").asText(), call.path("params")));
    } catch (UnsupportedOperationException e) {
      reply.putObject("error").put("code", -32601).put("message", e.getMessage());
    } catch (IllegalArgumentException e) {
      reply.putObject("error").put("code", -32000).put("message", e.getMessage());
    }
    return reply;
  }

  private JsonNode result(String method, JsonNode parameters) {
    return switch (method) {
      case "eth_chainId" -> quantity(blocks.chainId());
      case "eth_blockNumber" -> quantity(blocks.headers().lastKey());
      case "eth_getBlockByNumber" -> blocks.headers()
          .getOrDefault(block(parameters.get(0)), NullNode.getInstance());
      case "eth_getBlockReceipts" -> {
        var receipts = blocks.receipts().get(block(parameters.get(0)));
        yield receipts == null ? NullNode.getInstance() : JSON.valueToTree(receipts);
      }
      case "eth_getLogs" -> JSON.valueToTree(logs(parameters.get(0)));
      default -> throw new UnsupportedOperationException("the method " + method
          + " does not exist/is not available");
    };
  }

  private List<JsonNode> logs(JsonNode filter) {
    long first = block(filter.path("fromBlock"));
    long last = block(filter.path("toBlock"));
    for (long block = first; block <= last; block++) {
      if (!blocks.headers().containsKey(block)) {
        throw new IllegalArgumentException("block " + block + " was not recorded");
      }
    }
    var found = new ArrayList<JsonNode>();
    for (var log : blocks.logs()) {
      long block = number(log, "blockNumber");
      if (block >= first && block <= last && matches(filter.path("address"), log.get("address"))
          && matchesTopics(filter.path("topics"), log.get("topics"))) {
        found.add(log);
      }
    }
    return found;
  }

  private static boolean matchesTopics(JsonNode wanted, JsonNode topics) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!matches(wanted.get(i), topics.path(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether the value is the wanted one, or one of several; nothing, `null` and an empty list want
  /// anything.
  private static boolean matches(JsonNode wanted, JsonNode value) {
    if (wanted.isMissingNode() || wanted.isNull()) {
      return true;
    }
    if (wanted.isArray()) {
      return wanted.isEmpty() || StreamSupport.stream(wanted.spliterator(), false)
          .anyMatch(one -> one.equals(value));
    }
    return wanted.equals(value);
  }

  private long block(JsonNode named) {
    return switch (named.asText()) {
      case "latest", "safe", "finalized" -> blocks.headers().lastKey();
      default -> Long.decode(named.asText());
    };
  }

  private static JsonNode quantity(long value) {
    return JSON.getNodeFactory().textNode("0x" + Long.toHexString(value));
  }
}
