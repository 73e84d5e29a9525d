package io.gapless.schemas.rowbinary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Moves one value from Avro's encoding to RowBinary.
interface ColumnCodec {

  /// Named fixed types that are numbers: big-endian in Avro, little-endian in ClickHouse.
  Set<String> NUMBERS = Set.of("UInt256");

  void move(AvroInput in, RowBuffer out);

  /// The codec of a type; see [RowEncoder] for what becomes what.
  ///
  /// @throws IllegalArgumentException if the type has no counterpart
  static ColumnCodec of(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> (in, out) -> out.writeByte(in.readByte());
      case INT -> (in, out) -> out.writeInt((int) in.readLong());
      case LONG -> (in, out) -> out.writeLong(in.readLong());
      case DOUBLE -> (in, out) -> out.writeBytes(in.bytes, in.take(8), 8);
      case STRING, BYTES -> (in, out) -> {
        int length = in.readLength();
        out.writeCount(length);
        out.writeBytes(in.bytes, in.take(length), length);
      };
      case FIXED -> fixed(type);
      case ENUM -> symbols(type);
      case ARRAY -> blocks(of(type.getElementType()));
      case MAP -> entries(of(type.getValueType()));
      case RECORD -> sequence(type);
      case UNION -> nullable(type);
      default -> throw new IllegalArgumentException("no column type for Avro's " + type);
    };
  }

  /// Codecs of values that follow each other: neighbours of fixed sizes are moved at once.
  ///
  /// @throws IllegalArgumentException if a type has no counterpart
  static ColumnCodec[] inARow(List<Schema> types) {
    var codecs = new ArrayList<ColumnCodec>();
    int together = 0;
    for (var type : types) {
      if (isPlainFixed(type)) {
        together += type.getFixedSize();
        continue;
      }
      if (together > 0) {
        codecs.add(bytes(together));
        together = 0;
      }
      codecs.add(of(type));
    }
    if (together > 0) {
      codecs.add(bytes(together));
    }
    return codecs.toArray(ColumnCodec[]::new);
  }

  /// The ClickHouse type that a value of this Avro type is written as.
  static String columnType(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> "UInt8";
      case INT -> "UInt32";
      case LONG -> type.getLogicalType() instanceof LogicalTypes.TimestampMillis
          ? "DateTime64(3, 'UTC')"
          : "UInt64";
      case DOUBLE -> "Float64";
      case STRING, BYTES, ENUM -> "String";
      case FIXED -> NUMBERS.contains(type.getName())
          ? type.getName()
          : "FixedString(" + type.getFixedSize() + ")";
      case ARRAY -> "Array(" + columnType(type.getElementType()) + ")";
      case MAP -> "Map(String, " + columnType(type.getValueType()) + ")";
      case RECORD -> "Tuple(" + String.join(", ", type.getFields().stream()
          .map(field -> field.name() + " " + columnType(field.schema())).toList()) + ")";
      case UNION -> "Nullable(" + columnType(type.getTypes().get(valueBranch(type))) + ")";
      default -> throw new IllegalArgumentException("no column type for Avro's " + type);
    };
  }

  private static ColumnCodec fixed(Schema type) {
    int size = type.getFixedSize();
    return isPlainFixed(type)
        ? bytes(size)
        : (in, out) -> out.writeReversed(in.bytes, in.take(size), size);
  }

  private static boolean isPlainFixed(Schema type) {
    return type.getType() == Schema.Type.FIXED && !NUMBERS.contains(type.getName());
  }

  private static ColumnCodec bytes(int count) {
    return (in, out) -> out.writeBytes(in.bytes, in.take(count), count);
  }

  private static ColumnCodec symbols(Schema type) {
    var symbols = type.getEnumSymbols().stream()
        .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return (in, out) -> {
      long index = in.readLong();
      if (index < 0 || index >= symbols.length) {
        throw new UnreadableRowException("symbol " + index + " of " + type.getName());
      }
      var symbol = symbols[(int) index];
      out.writeCount(symbol.length);
      out.writeBytes(symbol, 0, symbol.length);
    };
  }

  /// Avro writes a list in blocks with a count each; ClickHouse wants one count before all.
  private static ColumnCodec blocks(ColumnCodec item) {
    return (in, out) -> {
      int start = out.size();
      long total = 0;
      for (long count = in.readLong(); count != 0; count = in.readLong()) {
        if (count < 0) {
          count = -count;
          in.readLong(); // the block's size in bytes, for those who skip it
        }
        for (long i = 0; i < count; i++) {
          item.move(in, out);
        }
        total += count;
      }
      out.insertCount(start, total);
    };
  }

  private static ColumnCodec entries(ColumnCodec value) {
    var key = of(Schema.create(Schema.Type.STRING));
    return blocks((in, out) -> {
      key.move(in, out);
      value.move(in, out);
    });
  }

  private static ColumnCodec sequence(Schema type) {
    var fields = inARow(type.getFields().stream().map(Schema.Field::schema).toList());
    return (in, out) -> {
      for (var field : fields) {
        field.move(in, out);
      }
    };
  }

  private static ColumnCodec nullable(Schema type) {
    int branch = valueBranch(type);
    var value = of(type.getTypes().get(branch));
    return (in, out) -> {
      boolean present = in.readLong() == branch;
      out.writeByte(present ? 0 : 1);
      if (present) {
        value.move(in, out);
      }
    };
  }

  private static int valueBranch(Schema union) {
    var types = union.getTypes();
    if (types.size() != 2 || types.stream().noneMatch(t -> t.getType() == Schema.Type.NULL)) {
      throw new IllegalArgumentException("a union has to be of null and one type: " + union);
    }
    return types.get(0).getType() == Schema.Type.NULL ? 1 : 0;
  }
}
