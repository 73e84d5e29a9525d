package io.gapless.simulator.evm.encoding;

import java.util.Arrays;

/// A growing buffer of RLP, written front to back, reusable, for one thread.
///
/// A list is begun with [#beginList], filled, and closed with [#endList], which moves its content by
/// the size of the header that is known only then.
///
/// See [RLP](https://ethereum.org/en/developers/docs/data-structures-and-encoding/rlp/).
public final class RlpBuffer {
  private byte[] bytes = new byte[1024];
  private int size;

  /// Forgets the content.
  public RlpBuffer clear() {
    size = 0;
    return this;
  }

  /// The number of bytes written.
  public int size() {
    return size;
  }

  /// The buffer itself; valid up to [#size] and until the next write.
  public byte[] bytes() {
    return bytes;
  }

  /// A copy of the content.
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// Writes one byte as it is, e.g. a typed envelope's type.
  public RlpBuffer raw(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /// Writes bytes that are RLP already.
  public RlpBuffer raw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /// Writes a string item.
  public RlpBuffer string(byte[] source) {
    return string(source, 0, source.length);
  }

  /// Writes a string item.
  public RlpBuffer string(byte[] source, int offset, int length) {
    if (length == 1 && source[offset] >= 0) {
      return raw(source[offset]);
    }
    header(size, 0x80, length);
    return raw(source, offset, length);
  }

  /// Writes a quantity: big-endian without leading zeros, zero as the empty string.
  public RlpBuffer quantity(long value) {
    if (value != 0 && value > 0 && value < 0x80) {
      return raw((int) value);
    }
    int length = byteLength(value);
    header(size, 0x80, length);
    reserve(length);
    for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /// Begins a list and returns the mark to end it with.
  public int beginList() {
    return size;
  }

  /// Ends the list that was begun at `mark`.
  public void endList(int mark) {
    int length = size - mark;
    int headerLength = length < 56 ? 1 : 1 + byteLength(length);
    reserve(headerLength);
    System.arraycopy(bytes, mark, bytes, mark + headerLength, length);
    header(mark, 0xc0, length);
    size = mark + headerLength + length;
  }

  private void header(int at, int base, int length) {
    reserve(5);
    int position = at;
    if (length < 56) {
      bytes[position++] = (byte) (base + length);
    } else {
      int lengthOfLength = byteLength(length);
      bytes[position++] = (byte) (base + 55 + lengthOfLength);
      for (int shift = (lengthOfLength - 1) * 8; shift >= 0; shift -= 8) {
        bytes[position++] = (byte) (length >>> shift);
      }
    }
    size = position;
  }

  private void reserve(int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
  }

  private static int byteLength(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
  }
}
