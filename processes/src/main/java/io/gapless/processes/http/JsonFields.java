package io.gapless.processes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gapless.processes.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fields of a JSON object that came from outside. `null` is the same as no field; what is wrong with
/// one is a [BadFieldException].
final class JsonFields {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String path;
  private final JsonNode object;

  private JsonFields(String path, JsonNode object, Set<String> known) {
    if (!object.isObject()) {
      throw new BadFieldException(path.isEmpty() ? "the body" : path, "is not a JSON object");
    }
    this.path = path;
    this.object = object;
    object.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        throw new BadFieldException(where(name),
            "is not known here, only " + String.join(", ", known.stream().sorted().toList()));
      }
    });
  }

  /// @param body as UTF-8; empty: no fields
  /// @param known fields: any other one is an error, not ignored
  static JsonFields read(byte[] body, Set<String> known) {
    try {
      return new JsonFields("",
          body.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body), known);
    } catch (JsonProcessingException e) {
      throw new BadFieldException("the body", "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a field is, for errors.
  String where(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  Optional<Payload> payload(String name) {
    return Optional.ofNullable(value(name)).map(node -> PayloadField.read(where(name), node));
  }

  @Nullable
  String text(String name) {
    var node = value(name);
    return node == null ? null : text(where(name), node);
  }

  @Nullable
  Long integer(String name) {
    var node = value(name);
    if (node != null && !(node.isIntegralNumber() && node.canConvertToLong())) {
      throw new BadFieldException(where(name), "is not an integer of 64 bits");
    }
    return node == null ? null : node.longValue();
  }

  /// False where there is none.
  boolean flag(String name) {
    var node = value(name);
    if (node != null && !node.isBoolean()) {
      throw new BadFieldException(where(name), "is neither true nor false");
    }
    return node != null && node.booleanValue();
  }

  @Nullable
  Instant time(String name) {
    var text = text(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadFieldException(where(name), "is not a time like 2026-01-31T23:59:59.999Z");
    }
  }

  Optional<Map<String, String>> texts(String name) {
    var node = value(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      throw new BadFieldException(where(name), "is not a JSON object");
    }
    var texts = new HashMap<String, String>();
    node.properties().forEach(entry -> {
      var where = where(name) + "." + entry.getKey();
      var _ = PayloadField.utf8(where, entry.getKey());
      texts.put(entry.getKey(), text(where, entry.getValue()));
    });
    return Optional.of(texts);
  }

  Optional<JsonFields> object(String name, Set<String> known) {
    return Optional.ofNullable(value(name))
        .map(node -> new JsonFields(where(name), node, known));
  }

  /// None where there is no array.
  List<JsonFields> objects(String name, Set<String> known) {
    var node = value(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw new BadFieldException(where(name), "is not an array");
    }
    var objects = new ArrayList<JsonFields>();
    for (int i = 0; i < node.size(); i++) {
      objects.add(new JsonFields(where(name) + "[" + i + "]", node.get(i), known));
    }
    return objects;
  }

  private static String text(String where, JsonNode node) {
    if (!node.isTextual()) {
      throw new BadFieldException(where, "is not a string");
    }
    var _ = PayloadField.utf8(where, node.textValue());
    return node.textValue();
  }

  private @Nullable JsonNode value(String name) {
    var node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }
}
