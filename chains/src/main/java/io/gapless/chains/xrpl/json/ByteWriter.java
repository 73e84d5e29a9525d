package io.gapless.chains.xrpl.json;

import io.gapless.chains.xrpl.codec.LengthPrefix;
import java.util.Arrays;

/// Bytes that grow. For one thread.
final class ByteWriter {

  private byte[] bytes = new byte[512];
  private int size;

  /// Adds the lower bytes of a number, the highest first.
  ByteWriter number(long value, int length) {
    reserve(length);
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  ByteWriter all(byte[] added) {
    return all(added, 0, added.length);
  }

  ByteWriter all(byte[] added, int offset, int length) {
    reserve(length);
    System.arraycopy(added, offset, bytes, size, length);
    size += length;
    return this;
  }

  /// Adds bytes with their length before them; refuses too many with an [IllegalArgumentException].
  ByteWriter withLength(byte[] added) {
    reserve(LengthPrefix.MAX_SIZE);
    size += LengthPrefix.write(added.length, bytes, size);
    return all(added);
  }

  /// A copy of what was added.
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
