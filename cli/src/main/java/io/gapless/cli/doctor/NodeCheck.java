package io.gapless.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.endpoint.Endpoint;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks a node of an EVM chain which chain it is of, and how far it is. Names it by host and digest.
final class NodeCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint endpoint;

  NodeCheck(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// What the node is of and how it is.
  ///
  /// @param chain `evm-<chain id>` where the node said it
  record Answer(Optional<String> chain, Finding finding) {}

  Answer run() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var chain = "evm-" + number(ask(client, "eth_chainId", "[]"));
      var head = number(ask(client, "eth_blockNumber", "[]"));
      return new Answer(Optional.of(chain), Finding.good("node " + endpoint.name() + ": " + chain
          + ", head " + head + finalized(client)));
    } catch (IOException e) {
      var reason = e.getMessage() == null ? "no connection" : endpoint.redact(e.getMessage());
      return new Answer(Optional.empty(), Finding.missing("node " + endpoint.name() + " ("
          + reason + ")", "is it running, and is its --rpc URL right?"));
    }
  }

  private String finalized(HttpClient client) throws IOException, InterruptedException {
    try {
      var block = ask(client, "eth_getBlockByNumber", "[\"finalized\",false]");
      return block.path("number").isTextual()
          ? ", finalized " + number(block.path("number"))
          : ", knows no finalized block";
    } catch (NodeRefusal e) {
      return ", knows no finalized block (" + e.getMessage() + ")";
    }
  }

  private JsonNode ask(HttpClient client, String method, String parameters)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(endpoint.uri()).timeout(PATIENCE)
        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters
                + "}"));
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    var response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new NodeRefusal(method + ": status " + response.statusCode());
    }
    var answer = JSON.readTree(response.body());
    if (!answer.hasNonNull("result")) {
      throw new NodeRefusal(
          method + ": " + answer.path("error").path("message").asText("no result"));
    }
    return answer.get("result");
  }

  private static BigInteger number(JsonNode hex) throws NodeRefusal {
    if (!hex.asText().matches("0x[0-9a-fA-F]{1,64}")) {
      throw new NodeRefusal("an answer is not a number");
    }
    return new BigInteger(hex.asText().substring(2), 16);
  }

  private static final class NodeRefusal extends IOException {
    private static final long serialVersionUID = 1;

    NodeRefusal(String message) {
      super(message);
    }
  }
}
