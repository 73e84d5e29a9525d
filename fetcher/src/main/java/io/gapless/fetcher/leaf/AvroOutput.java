package io.gapless.fetcher.leaf;

import java.util.Arrays;

/// Records being written in
/// [Avro's binary encoding](https://avro.apache.org/docs/1.12.0/specification/#binary-encoding), one
/// behind the other.
///
/// For one thread.
public final class AvroOutput {

  private byte[] bytes;
  private int size;

  /// @param capacity bytes to hold before it grows
  AvroOutput(int capacity) {
    bytes = new byte[capacity];
  }

  /// The bytes written, of which only the first [#size] count; changes with the next write.
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /// Forgets everything from `newSize` on.
  void truncate(int newSize) {
    size = newSize;
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /// A boolean.
  public void writeBoolean(boolean value) {
    ensure(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /// An int or a long; the branch of a union; the count of a block.
  public void writeLong(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Bytes without their length: a fixed, or what was encoded before.
  public void writeFixed(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /// All bytes, without their length.
  public void writeFixed(byte[] source) {
    writeFixed(source, 0, source.length);
  }

  /// Bytes or UTF-8 text, with their length.
  public void writeBytes(byte[] source, int from, int length) {
    writeLong(length);
    writeFixed(source, from, length);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
