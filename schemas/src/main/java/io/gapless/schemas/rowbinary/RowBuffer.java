package io.gapless.schemas.rowbinary;

import java.util.Arrays;

/// A growing run of bytes in ClickHouse's RowBinary.
///
/// For one thread at a time.
public final class RowBuffer {

  private byte[] bytes;
  private int size;
  private int[] starts = new int[64];
  private int count;

  /// @param capacity bytes to hold before it grows
  public RowBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /// The bytes written, of which only the first [#size] count; changes with the next write.
  public byte[] bytes() {
    return bytes;
  }

  /// Bytes written.
  public int size() {
    return size;
  }

  /// Whole rows written.
  public int count() {
    return count;
  }

  /// Where each whole row begins, in a list of its own.
  public int[] starts() {
    return Arrays.copyOf(starts, count);
  }

  /// Forgets everything from `newSize` on.
  public void truncate(int newSize) {
    size = newSize;
    while (count > 0 && starts[count - 1] >= newSize) {
      count--;
    }
  }

  /// Says that what was written since `start` is a whole row.
  void endRow(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }

  void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void writeBytes(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /// @param length a multiple of 8
  void writeReversed(byte[] source, int from, int length) {
    ensure(length);
    for (int i = 0; i < length; i += Long.BYTES) {
      LittleEndian.LONG.set(bytes, size + i,
          Long.reverseBytes((long) LittleEndian.LONG.get(source, from + length - Long.BYTES - i)));
    }
    size += length;
  }

  void writeInt(int value) {
    ensure(4);
    LittleEndian.INT.set(bytes, size, value);
    size += 4;
  }

  void writeLong(long value) {
    ensure(8);
    LittleEndian.LONG.set(bytes, size, value);
    size += 8;
  }

  /// ClickHouse's variable-length count: 7 bits a byte, lowest first.
  void writeCount(long count) {
    ensure(10);
    long rest = count;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Puts a count before what was written since `position`.
  void insertCount(int position, long count) {
    int end = size;
    writeCount(count);
    int length = size - end;
    byte[] encoded = Arrays.copyOfRange(bytes, end, size);
    System.arraycopy(bytes, position, bytes, position + length, end - position);
    System.arraycopy(encoded, 0, bytes, position, length);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.toIntExact(
          Math.min((long) bytes.length * 2, Integer.MAX_VALUE - 8))));
    }
  }
}
