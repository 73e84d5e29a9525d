package io.gapless.schemas.rowbinary;

import java.util.HexFormat;
import org.apache.avro.Schema;

/// Moves over the columns of rows of RowBinary.
///
/// For one thread at a time.
public final class RowCursor {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// Type of a map's keys.
  static final Schema KEY = Schema.create(Schema.Type.STRING);

  private byte[] bytes = {};
  private int position;

  /// Goes to the beginning of a row.
  public void reset(byte[] rows, int start) {
    bytes = rows;
    position = start;
  }

  /// Where the next column begins.
  public int position() {
    return position;
  }

  /// Reads a column of a number.
  public long number() {
    long number = (long) LittleEndian.LONG.get(bytes, position);
    position += Long.BYTES;
    return number;
  }

  /// Reads a column as ClickHouse would tell it by `toString` of a number and `hex` of a text.
  public String text(Schema type) {
    int start = position;
    return switch (type.getType()) {
      case INT -> {
        position += Integer.BYTES;
        yield Integer.toUnsignedString((int) LittleEndian.INT.get(bytes, start));
      }
      case LONG -> Long.toUnsignedString(number());
      case FIXED -> {
        position += type.getFixedSize();
        yield HEX.formatHex(bytes, start, position);
      }
      case STRING, ENUM -> {
        int length = length();
        position += length;
        yield HEX.formatHex(bytes, position - length, position);
      }
      default -> throw new IllegalArgumentException("a key cannot be of type " + type.getType());
    };
  }

  /// Moves past a column.
  public void skip(Schema type) {
    switch (type.getType()) {
      case BOOLEAN, INT, LONG, DOUBLE, FIXED -> position += fixedSize(type);
      case STRING, BYTES, ENUM -> skipText();
      case ARRAY -> {
        for (int left = length(); left > 0; left--) {
          skip(type.getElementType());
        }
      }
      case MAP -> {
        for (int left = length(); left > 0; left--) {
          skipText();
          skip(type.getValueType());
        }
      }
      case RECORD -> type.getFields().forEach(field -> skip(field.schema()));
      case UNION -> {
        if (bytes[position++] == 0) {
          skip(value(type));
        }
      }
      default -> throw new IllegalArgumentException("no column is of type " + type.getType());
    }
  }

  /// What a union is where it is not null.
  static Schema value(Schema union) {
    var types = union.getTypes();
    return types.get(types.getFirst().getType() == Schema.Type.NULL ? 1 : 0);
  }

  /// Bytes that every column of the type takes; 0 where that differs.
  static int fixedSize(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> 1;
      case INT -> Integer.BYTES;
      case LONG, DOUBLE -> Long.BYTES;
      case FIXED -> type.getFixedSize();
      default -> 0;
    };
  }

  /// Bytes that a column takes whose bytes are all zero.
  static int leastSize(Schema type) {
    return Math.max(1, fixedSize(type));
  }

  private void skipText() {
    int length = length();
    position += length;
  }

  /// ClickHouse's variable-length count: 7 bits a byte, lowest first.
  int length() {
    int length = 0;
    for (int shift = 0;; shift += 7) {
      byte next = bytes[position++];
      length |= (next & 0x7F) << shift;
      if (next >= 0) {
        return length;
      }
    }
  }
}
