package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.rowbinary.RowBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/// Finds keys and versions in rows of RowBinary.
///
/// A key's columns are told as ClickHouse would by `toString` of a number and `hex` of a text.
/// For one thread at a time.
final class RowKeys {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Dataset dataset;
  private byte[] bytes = {};
  private int position;

  RowKeys(Dataset dataset) {
    this.dataset = dataset;
  }

  /// The newest version of each key.
  Map<List<String>, Long> newest(RowBuffer rows) {
    bytes = rows.bytes();
    position = 0;
    var key = dataset.key();
    var newest = new HashMap<List<String>, Long>();
    while (position < rows.size()) {
      var values = new ArrayList<String>(key);
      long version = 0;
      for (var field : dataset.schema().getFields()) {
        int start = position;
        int column = key.indexOf(field.name());
        skip(field.schema());
        if (column >= 0) {
          values.set(column, text(field.schema(), start));
        } else if (field.name().equals("version")) {
          version = (long) LONG.get(bytes, start);
        }
      }
      newest.merge(List.copyOf(values), version, Math::max);
    }
    return newest;
  }

  private String text(Schema type, int start) {
    return switch (type.getType()) {
      case INT -> Integer.toUnsignedString((int) INT.get(bytes, start));
      case LONG -> Long.toUnsignedString((long) LONG.get(bytes, start));
      case FIXED -> HEX.formatHex(bytes, start, position);
      case STRING, ENUM -> {
        int end = position;
        position = start;
        int length = (int) count();
        int from = position;
        position = end;
        yield HEX.formatHex(bytes, from, from + length);
      }
      default -> throw new IllegalArgumentException("a key cannot be of type " + type.getType());
    };
  }

  private void skip(Schema type) {
    switch (type.getType()) {
      case BOOLEAN -> position += 1;
      case INT -> position += Integer.BYTES;
      case LONG, DOUBLE -> position += Long.BYTES;
      case FIXED -> position += type.getFixedSize();
      case STRING, BYTES, ENUM -> {
        int length = (int) count();
        position += length;
      }
      case ARRAY -> {
        for (long left = count(); left > 0; left--) {
          skip(type.getElementType());
        }
      }
      case MAP -> {
        for (long left = count(); left > 0; left--) {
          int length = (int) count();
          position += length;
          skip(type.getValueType());
        }
      }
      case RECORD -> type.getFields().forEach(field -> skip(field.schema()));
      case UNION -> {
        if (bytes[position++] == 0) {
          skip(type.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL)
              .findFirst().orElseThrow());
        }
      }
      default -> throw new IllegalArgumentException("no column is of type " + type.getType());
    }
  }

  /// ClickHouse's variable-length count: 7 bits a byte, lowest first.
  private long count() {
    long count = 0;
    for (int shift = 0;; shift += 7) {
      byte next = bytes[position++];
      count |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return count;
      }
    }
  }
}
