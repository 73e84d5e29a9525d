package io.gapless.schemas.rowbinary;

import io.gapless.schemas.dataset.Dataset;
import java.util.List;
import org.apache.avro.Schema;

/// Turns a dataset's records from Avro's binary encoding into rows of
/// [RowBinary](https://clickhouse.com/docs/interfaces/formats/RowBinary), byte to byte.
///
/// What becomes what: boolean → UInt8, int → UInt32, long → UInt64, long of milliseconds →
/// DateTime64(3), double → Float64, string, bytes and enum → String, fixed → FixedString of its
/// size (`UInt256`: UInt256), array → Array, map → Map, record → Tuple, union with null → Nullable.
///
/// For one thread at a time.
public final class RowEncoder {

  private final ColumnCodec[] all;
  private final ColumnCodec[] ofTheChain;
  private final boolean chainColumnsFirst;
  private final AvroInput in = new AvroInput();

  public RowEncoder(Dataset dataset) {
    var types = dataset.schema().getFields().stream().map(Schema.Field::schema).toList();
    int chainColumns = dataset.chainColumns().size();
    all = ColumnCodec.inARow(types);
    ofTheChain = ColumnCodec.inARow(types.subList(0, chainColumns));
    chainColumnsFirst =
        dataset.columns().subList(0, chainColumns).equals(dataset.chainColumns());
  }

  /// Appends the whole row.
  ///
  /// @param record bytes that hold the record from `from` to before `to`
  /// @throws UnreadableRowException if they are not one record of the schema; nothing is appended
  public void encode(byte[] record, int from, int to, RowBuffer out) {
    int start = out.size();
    try {
      move(all, record, from, to, out);
      if (!in.isAtEnd()) {
        throw new UnreadableRowException(
            (to - in.position) + " bytes are left after the record's last field");
      }
      out.endRow(start);
    } catch (RuntimeException e) {
      out.truncate(start);
      throw e;
    }
  }

  /// Appends only the columns that the digest is taken over.
  ///
  /// @throws IllegalStateException if they are not the dataset's first ones
  void encodeChainColumns(byte[] record, int from, int to, RowBuffer out) {
    if (!chainColumnsFirst) {
      throw new IllegalStateException("a digest needs the columns of bookkeeping to be the last");
    }
    move(ofTheChain, record, from, to, out);
  }

  /// The ClickHouse types that rows are written as, in the order of the columns.
  public static List<String> columnTypes(Schema schema) {
    return schema.getFields().stream().map(field -> ColumnCodec.columnType(field.schema()))
        .toList();
  }

  private void move(ColumnCodec[] codecs, byte[] record, int from, int to, RowBuffer out) {
    in.reset(record, from, to);
    for (var codec : codecs) {
      codec.move(in, out);
    }
  }
}
