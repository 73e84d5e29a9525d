package io.gapless.processes.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gapless.processes.Payload;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Payloads in JSON: UTF-8 is a string, any other bytes are `{"base64": "…"}`.
public final class PayloadJson {

  /// Name of the field that has bytes which are no text.
  public static final String BASE64 = "base64";

  private PayloadJson() {}

  /// A string, or an object with its bytes.
  public static JsonNode of(Payload payload) {
    try {
      return JsonNodeFactory.instance.textNode(
          StandardCharsets.UTF_8.newDecoder().decode(payload.buffer()).toString());
    } catch (CharacterCodingException e) {
      return JsonNodeFactory.instance.objectNode().put(BASE64,
          Base64.getEncoder().encodeToString(payload.bytes()));
    }
  }
}
