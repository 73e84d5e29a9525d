package io.gapless.simulator.xrpl.encoding;

import java.util.Arrays;

/// Bytes under construction, big-endian, growing as needed; for one thread.
final class BinaryBuffer {
  private static final int ONE_BYTE = 192;
  private static final int TWO_BYTES = 12_480;
  private static final int THREE_BYTES = 918_744;

  private byte[] bytes;
  private int size;

  BinaryBuffer(int expected) {
    this.bytes = new byte[expected];
  }

  /// The bytes so far, a copy.
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  BinaryBuffer one(int value) {
    grow(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /// The lowest `count` bytes of a number.
  BinaryBuffer number(long value, int count) {
    grow(count);
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  BinaryBuffer all(byte[] more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  /// A length in one to three bytes.
  BinaryBuffer length(int length) {
    if (length <= ONE_BYTE) {
      return one(length);
    }
    if (length <= TWO_BYTES) {
      int rest = length - ONE_BYTE - 1;
      return one(ONE_BYTE + 1 + (rest >>> 8)).one(rest);
    }
    if (length <= THREE_BYTES) {
      int rest = length - TWO_BYTES - 1;
      return one(241 + (rest >>> 16)).one(rest >>> 8).one(rest);
    }
    throw new IllegalArgumentException("length > " + THREE_BYTES + ": " + length);
  }

  /// What stands before a field's value: its type and number in one to three bytes.
  BinaryBuffer header(int type, int number) {
    if (type < 16) {
      return number < 16 ? one(type << 4 | number) : one(type << 4).one(number);
    }
    return number < 16 ? one(number).one(type) : one(0).one(type).one(number);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
