package io.gapless.embedded.clickhouse.compression;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/// Writes ClickHouse's blocks, compressed with LZ4, as a server answers to `compress=1`.
///
/// ```
/// checksum 16 bytes │ method 1 │ compressed size 4, from the method on │ size 4 │ data
/// ```
///
/// Integers are little-endian; the checksum is [CityHash128] of all that follows it.
public final class BlockOutput extends OutputStream {
  static final int CHECKSUM_BYTES = 16;
  static final int HEADER_BYTES = 9;
  static final byte METHOD_NONE = 0x02;
  static final byte METHOD_LZ4 = (byte) 0x82;
  static final byte METHOD_ZSTD = (byte) 0x90;
  private static final int BLOCK_BYTES = 1 << 18;

  private final OutputStream out;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final byte[] plain = new byte[BLOCK_BYTES];
  private final byte[] packed = new byte[CHECKSUM_BYTES + HEADER_BYTES
      + compressor.maxCompressedLength(BLOCK_BYTES)];
  private int filled;

  /// Blocks onto a stream, which [#close] closes.
  public BlockOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[]{(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int step = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, from, plain, filled, step);
      filled += step;
      from += step;
      left -= step;
      if (filled == plain.length) {
        writeBlock();
      }
    }
  }

  /// Writes what is held as a block of its own.
  @Override
  public void flush() throws IOException {
    writeBlock();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    writeBlock();
    out.close();
  }

  private void writeBlock() throws IOException {
    if (filled == 0) {
      return;
    }
    int start = CHECKSUM_BYTES;
    int size = HEADER_BYTES
        + compressor.compress(plain, 0, filled, packed, start + HEADER_BYTES);
    packed[start] = METHOD_LZ4;
    LittleEndian.putInt(packed, start + 1, size);
    LittleEndian.putInt(packed, start + 5, filled);
    CityHash128 checksum = CityHash128.of(packed, start, size);
    LittleEndian.putLong(packed, 0, checksum.low());
    LittleEndian.putLong(packed, 8, checksum.high());
    out.write(packed, 0, start + size);
    filled = 0;
  }
}
