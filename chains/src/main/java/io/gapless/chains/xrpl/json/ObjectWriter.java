package io.gapless.chains.xrpl.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.xrpl.codec.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes an object in binary form: its fields in the order of their numbers. For one object.
/// [Serialization format](https://xrpl.org/docs/references/protocol/binary-format)
///
/// Nothing is left out without a word but what is written in lower case: so servers write what they
/// add, such as `delivered_amount`, and what is in no binary form.
final class ObjectWriter {

  /// The network allows 10.
  private static final int MAX_DEPTH = 20;

  private final ByteWriter out = new ByteWriter();
  private final ValueWriter values = new ValueWriter(out);

  private ObjectWriter() {}

  /// The binary form; refuses what it does not know with a [NotBinaryException].
  static byte[] write(JsonNode object) {
    return write(fields(object));
  }

  /// The same of some of the fields, whatever else there is.
  static byte[] write(JsonNode object, Set<String> names) {
    return write(object.properties().stream().filter(field -> names.contains(field.getKey()))
        .map(ObjectWriter::value).toList());
  }

  private static byte[] write(List<Value> fields) {
    var writer = new ObjectWriter();
    writer.object(fields, 0);
    return writer.out.bytes();
  }

  /// A field and what it holds.
  private record Value(KnownField field, JsonNode json) {}

  private static List<Value> fields(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("not an object");
    }
    var fields = new ArrayList<Value>(object.size());
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      if (!name.isEmpty() && !Character.isLowerCase(name.charAt(0))) {
        fields.add(value(field));
      }
    }
    return fields;
  }

  private static Value value(Map.Entry<String, JsonNode> field) {
    return new Value(
        KnownField.of(field.getKey()).orElseThrow(
            () -> new NotBinaryException("its field " + field.getKey() + " is not known")),
        field.getValue());
  }

  private void object(List<Value> fields, int depth) {
    if (depth > MAX_DEPTH) {
      throw new NotBinaryException("it is nested deeper than " + MAX_DEPTH);
    }
    var ordered = new ArrayList<>(fields);
    ordered.sort(Comparator.comparingInt(value -> value.field.id()));
    for (Value value : ordered) {
      try {
        head(value.field.id());
        value(value, depth);
      } catch (IllegalArgumentException e) {
        throw new NotBinaryException("its field " + value.field.name() + ": " + e.getMessage());
      }
    }
  }

  private void value(Value value, int depth) {
    switch (value.field.type()) {
      case OBJECT -> {
        object(fields(value.json), depth + 1);
        head(Field.END_OF_OBJECT);
      }
      case ARRAY -> {
        array(value.json, depth + 1);
        head(Field.END_OF_ARRAY);
      }
      default -> values.write(value.field, value.json);
    }
  }

  /// Of objects, each as the only field of one that has no other.
  private void array(JsonNode array, int depth) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("not an array");
    }
    for (JsonNode element : array) {
      List<Value> fields = fields(element);
      if (fields.size() != 1 || fields.getFirst().field.type() != FieldType.OBJECT) {
        throw new IllegalArgumentException("an element that is not one object with a name");
      }
      object(fields, depth);
    }
  }

  private void head(int id) {
    int type = id >>> 8;
    int number = id & 0xFF;
    out.number((type < 16 ? type << 4 : 0) | (number < 16 ? number : 0), 1);
    if (type >= 16) {
      out.number(type, 1);
    }
    if (number >= 16) {
      out.number(number, 1);
    }
  }
}
