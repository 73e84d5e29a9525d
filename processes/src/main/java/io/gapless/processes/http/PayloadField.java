package io.gapless.processes.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.processes.Payload;
import io.gapless.processes.json.PayloadJson;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Payloads that came in as JSON, see [PayloadJson].
final class PayloadField {

  private PayloadField() {}

  /// Both forms are read, whatever the bytes are.
  ///
  /// @throws BadFieldException if it is neither
  static Payload read(String field, JsonNode node) {
    if (node.isTextual()) {
      return Payload.of(utf8(field, node.textValue()));
    }
    if (node.isObject() && node.size() == 1 && node.path(PayloadJson.BASE64).isTextual()) {
      try {
        return Payload.of(Base64.getDecoder().decode(node.path(PayloadJson.BASE64).textValue()));
      } catch (IllegalArgumentException e) {
        throw new BadFieldException(field, "is not base64: " + e.getMessage());
      }
    }
    throw new BadFieldException(field, "is neither a string nor {\"base64\": \"…\"}");
  }

  /// A lone surrogate has no bytes, and may not turn into a question mark.
  static ByteBuffer utf8(String field, String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new BadFieldException(field, "is not a text of Unicode characters");
    }
  }
}
