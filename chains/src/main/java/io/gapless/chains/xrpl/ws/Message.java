package io.gapless.chains.xrpl.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.endpoint.Load;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An answer as it came, be it what was asked for or an error.
///
/// @param json the whole message, an object
/// @param bytes how long it was
public record Message(JsonNode json, int bytes) {

  private static final int BYTES_SPENT = 2003;

  /// What was asked for; missing where there is none.
  public JsonNode result() {
    return json.path("result");
  }

  /// The object that names an error, the message itself or, behind some proxies, its result.
  public Optional<JsonNode> error() {
    return Stream.of(json, result()).filter(node -> node.path("error").isTextual()).findFirst();
  }

  /// What the server says of its load: Clio warns with an answer that it has used up the bytes of the
  /// moment, rippled that it is about to disconnect.
  public Load load() {
    if (anyOf(node -> StreamSupport.stream(node.path("warnings").spliterator(), false)
        .anyMatch(warning -> warning.path("id").asInt() == BYTES_SPENT))) {
      return Load.BYTES_SPENT;
    }
    return anyOf(node -> node.path("warning").asText().equals("load"))
        ? Load.NEAR_BOUND
        : Load.NORMAL;
  }

  private boolean anyOf(Predicate<JsonNode> test) {
    return Stream.of(json, result()).anyMatch(test);
  }
}
