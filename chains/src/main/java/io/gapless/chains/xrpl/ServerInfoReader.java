package io.gapless.chains.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the answer to `server_info`, of rippled and of Clio.
final class ServerInfoReader {

  private ServerInfoReader() {}

  /// Refuses what cannot be read with an [IllegalArgumentException].
  static ServerInfo read(JsonNode result) {
    JsonNode info = result.path("info");
    if (!info.isObject()) {
      throw new IllegalArgumentException("server_info without info");
    }
    JsonNode validated = info.path("validated_ledger");
    boolean clio = info.has("clio_version");
    JsonNode version = info.path(clio ? "clio_version" : "build_version");
    return new ServerInfo(
        number(info.path("network_id")),
        CompleteLedgers.parse(info.path("complete_ledgers").asText("empty")),
        Optional.of(info.path("server_state").asText("")).filter(state -> !state.isEmpty()),
        number(validated.path("seq")),
        number(validated.path("age")).stream().mapToObj(Duration::ofSeconds).findFirst(),
        clio,
        version.asText(""));
  }

  private static OptionalLong number(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0
        ? OptionalLong.of(node.asLong())
        : OptionalLong.empty();
  }
}
