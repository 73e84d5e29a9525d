package io.gapless.fetcher.evm.records;

import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.evm.records.AbiEvent.Parameter;
import io.gapless.fetcher.leaf.AvroOutput;
import org.apache.avro.Schema;

/// Writes one field of a record from a log that fits the event.
interface ColumnWriter {

  void write(EvmLog log, AvroOutput out);

  /// The writer of a field: of the parameter of its name, else of nothing.
  ///
  /// @param kind what an enum, the column `kind`, says of the event
  /// @throws IllegalArgumentException if the parameter's type has no place in the field's
  static ColumnWriter of(Schema.Field field, String kind, AbiEvent event) {
    if (field.schema().getType() == Schema.Type.ENUM) {
      int symbol = field.schema().getEnumOrdinal(kind);
      return (log, out) -> out.writeLong(symbol);
    }
    return event.parameters().stream().filter(one -> one.name().equals(field.name())).findFirst()
        .map(parameter -> of(field, parameter)).orElseGet(() -> nothing(field));
  }

  private static ColumnWriter of(Schema.Field field, Parameter parameter) {
    int position = parameter.position();
    return switch (parameter.type()) {
      case ADDRESS -> checked(field, "Address", word(parameter, AbiWords::writeAddress));
      case BYTES32 -> checked(field, "Hash32", word(parameter, AbiWords::writeWord));
      case UINT256 -> field.schema().getType() == Schema.Type.INT
          ? word(parameter, (source, word, out) -> out.writeLong(AbiWords.number(source, word)))
          : checked(field, "UInt256", word(parameter, AbiWords::writeWord));
      case BOOL -> checked(field, "boolean", word(parameter,
          (source, word, out) -> out.writeBoolean(AbiWords.number(source, word) == 1)));
      case UINT256_LIST -> checked(field, "array",
          (log, out) -> AbiWords.writeList(log, position, out));
      case BYTES -> checked(field, "bytes",
          (log, out) -> AbiWords.writeBytes(log, position, out));
    };
  }

  /// Writes one word of a topic or of the data.
  interface WordWriter {

    void write(byte[] source, int word, AvroOutput out);
  }

  private static ColumnWriter word(Parameter parameter, WordWriter writer) {
    int position = parameter.position();
    return parameter.indexed()
        ? (log, out) -> writer.write(log.topics[position], 0, out)
        : (log, out) -> writer.write(log.data, position, out);
  }

  private static ColumnWriter checked(Schema.Field field, String type, ColumnWriter writer) {
    var schema = field.schema();
    var own = schema.getType() == Schema.Type.FIXED
        ? schema.getName()
        : schema.getType().getName();
    if (!own.equals(type)) {
      throw new IllegalArgumentException("column " + field.name() + " is " + own + ", not " + type);
    }
    return writer;
  }

  private static ColumnWriter nothing(Schema.Field field) {
    return switch (field.schema().getType()) {
      case FIXED -> {
        var zeros = new byte[field.schema().getFixedSize()];
        yield (log, out) -> out.writeFixed(zeros);
      }
      case BOOLEAN -> (log, out) -> out.writeBoolean(false);
      case INT, ARRAY, BYTES -> (log, out) -> out.writeLong(0);
      default -> throw new IllegalArgumentException(
          "column " + field.name() + " cannot be empty: " + field.schema());
    };
  }
}
