package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/// Records with values of all sorts, whatever the dataset.
final class RandomRecords {

  private static final int MOST_ELEMENTS = 4;

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  /// A record in Avro's binary encoding.
  byte[] encoded(Dataset dataset) {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(dataset.schema())
          .write((GenericRecord) value(dataset.schema()), encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private @Nullable Object value(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt(Integer.MAX_VALUE);
      case LONG -> type.getLogicalType() instanceof LogicalTypes.TimestampMillis
          ? random.nextLong(4_000_000_000_000L)
          : random.nextLong(Long.MAX_VALUE);
      case DOUBLE -> random.nextDouble();
      case STRING -> text();
      case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(200)));
      case FIXED -> new GenericData.Fixed(type, bytes(type.getFixedSize()));
      case ENUM -> new GenericData.EnumSymbol(type,
          type.getEnumSymbols().get(random.nextInt(type.getEnumSymbols().size())));
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (int left = random.nextInt(MOST_ELEMENTS); left > 0; left--) {
          list.add(value(type.getElementType()));
        }
        yield list;
      }
      case MAP -> {
        var map = new HashMap<String, @Nullable Object>();
        for (int left = random.nextInt(MOST_ELEMENTS); left > 0; left--) {
          map.put(text(), value(type.getValueType()));
        }
        yield map;
      }
      case RECORD -> {
        var record = new GenericData.Record(type);
        type.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        yield record;
      }
      case UNION -> value(type.getTypes().get(random.nextInt(type.getTypes().size())));
      case NULL -> null;
      case FLOAT -> throw new IllegalArgumentException("no dataset has one");
    };
  }

  private String text() {
    return "t".repeat(random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(5))
        + random.nextInt(100);
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
