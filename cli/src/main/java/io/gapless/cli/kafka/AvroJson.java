package io.gapless.cli.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// Writes Avro values as JSON for people: hashes, addresses and bytes as `0x…`, 256-bit integers as
/// decimal text, times as ISO 8601 in UTC.
final class AvroJson {

  private static final String UNSIGNED_256 = "UInt256";

  private AvroJson() {}

  static void write(Schema schema, @Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (schema.getType()) {
      case RECORD -> writeRecord((IndexedRecord) value, json);
      case UNION -> {
        int branch = GenericData.get().resolveUnion(schema, value);
        write(schema.getTypes().get(branch), value, json);
      }
      case ARRAY -> {
        json.writeStartArray();
        for (Object item : (List<?>) value) {
          write(schema.getElementType(), item, json);
        }
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(schema.getValueType(), entry.getValue(), json);
        }
        json.writeEndObject();
      }
      case FIXED -> json.writeString(fixed(schema, ((GenericFixed) value).bytes()));
      case BYTES -> json.writeString(hex(bytes((ByteBuffer) value)));
      case LONG -> {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
          json.writeString(Instant.ofEpochMilli((Long) value).toString());
        } else {
          json.writeNumber((Long) value);
        }
      }
      case INT -> json.writeNumber((Integer) value);
      case DOUBLE -> json.writeNumber((Double) value);
      case FLOAT -> json.writeNumber((Float) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case STRING, ENUM -> json.writeString(value.toString());
      case NULL -> json.writeNull();
    }
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static void writeRecord(IndexedRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(field.name());
      write(field.schema(), record.get(field.pos()), json);
    }
    json.writeEndObject();
  }

  private static String fixed(Schema schema, byte[] bytes) {
    return schema.getName().equals(UNSIGNED_256) ? new BigInteger(1, bytes).toString() : hex(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
