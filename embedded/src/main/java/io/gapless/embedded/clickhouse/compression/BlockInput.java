package io.gapless.embedded.clickhouse.compression;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/// Reads ClickHouse's blocks ([BlockOutput] draws one), as a client sends them with `decompress=1`:
/// LZ4, ZSTD or not compressed. A checksum that does not fit, a size out of bounds or a block cut
/// short is an [IOException].
public final class BlockInput extends InputStream {
  /// A bound on a block, so that a body that is none takes no memory; clients send 1 MiB at most.
  private static final int MAX_BLOCK_BYTES = 1 << 26;

  private final InputStream in;
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private byte[] packed = new byte[1 << 16];
  private byte[] plain = new byte[1 << 16];
  private int position;
  private int limit;

  /// Blocks from a stream, which [#close] closes.
  public BlockInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int step = Math.min(length, limit - position);
    System.arraycopy(plain, position, bytes, offset, step);
    position += step;
    return step;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    while (position == limit) {
      if (!readBlock()) {
        return false;
      }
    }
    return true;
  }

  private boolean readBlock() throws IOException {
    int start = BlockOutput.CHECKSUM_BYTES;
    int head = start + BlockOutput.HEADER_BYTES;
    int read = in.readNBytes(packed, 0, head);
    if (read == 0) {
      return false;
    }
    int size = LittleEndian.getInt(packed, start + 1);
    int plainSize = LittleEndian.getInt(packed, start + 5);
    if (read < head) {
      throw new EOFException("a compressed block is cut short in its header");
    }
    if (size < BlockOutput.HEADER_BYTES || size > MAX_BLOCK_BYTES || plainSize < 0
        || plainSize > MAX_BLOCK_BYTES) {
      throw new IOException("a compressed block names impossible sizes: " + size + " and "
          + plainSize + " bytes; is the body really in ClickHouse's compressed format?");
    }
    packed = grown(packed, head, start + size);
    plain = grown(plain, 0, plainSize);
    int dataSize = size - BlockOutput.HEADER_BYTES;
    if (in.readNBytes(packed, head, dataSize) < dataSize) {
      throw new EOFException("a compressed block is cut short");
    }
    CityHash128 checksum = CityHash128.of(packed, start, size);
    if (checksum.low() != LittleEndian.getLong(packed, 0)
        || checksum.high() != LittleEndian.getLong(packed, 8)) {
      throw new IOException("Checksum doesn't match: corrupted data in a compressed block");
    }
    unpack(packed[start], head, dataSize, plainSize);
    position = 0;
    limit = plainSize;
    return true;
  }

  private void unpack(byte method, int head, int dataSize, int plainSize) throws IOException {
    int got;
    switch (method) {
      case BlockOutput.METHOD_LZ4 -> {
        try {
          got = decompressor.decompress(packed, head, dataSize, plain, 0, plainSize);
        } catch (LZ4Exception e) {
          throw new IOException("a compressed block holds no valid LZ4 data", e);
        }
      }
      case BlockOutput.METHOD_ZSTD -> {
        try (InputStream zstd = ContentCoding.ZSTD
            .decoded(new ByteArrayInputStream(packed, head, dataSize))) {
          got = zstd.readNBytes(plain, 0, plainSize);
        }
      }
      case BlockOutput.METHOD_NONE -> {
        got = Math.min(dataSize, plainSize);
        System.arraycopy(packed, head, plain, 0, got);
      }
      default -> throw new IOException("a compressed block has the unknown method "
          + Integer.toHexString(method & 0xff));
    }
    if (got != plainSize) {
      throw new IOException(
          "a compressed block holds " + got + " bytes instead of " + plainSize);
    }
  }

  private static byte[] grown(byte[] bytes, int keep, int wanted) {
    if (bytes.length >= wanted) {
      return bytes;
    }
    byte[] larger = new byte[wanted];
    System.arraycopy(bytes, 0, larger, 0, keep);
    return larger;
  }
}
