package io.gapless.schemas.rowbinary;

import io.gapless.schemas.dataset.Dataset;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/// Count and digest of a dataset's rows, whatever their order: the wrapping sum of xxHash64
/// (seed 0) over each row's columns that say what the chain says, in RowBinary.
///
/// ClickHouse computes the same with [#sql].
public final class RowDigest {

  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  private final RowEncoder encoder;
  private final RowBuffer row = new RowBuffer(512);
  private long count;
  private long sum;

  public RowDigest(Dataset dataset) {
    encoder = new RowEncoder(dataset);
  }

  /// Adds one record in Avro's binary encoding.
  public void add(byte[] record, int from, int to) {
    row.truncate(0);
    encoder.encodeChainColumns(record, from, to, row);
    count++;
    sum += HASH.hash(row.bytes(), 0, row.size(), 0);
  }

  /// Rows added.
  public long count() {
    return count;
  }

  /// The digest, an unsigned 64-bit number.
  public long sum() {
    return sum;
  }

  /// The expression that gives the digest of a table's rows in ClickHouse, as UInt64.
  public static String sql(Dataset dataset) {
    return "sumWithOverflow(xxHash64(formatRow('RowBinary', "
        + String.join(", ", dataset.chainColumns()) + ")))";
  }
}
