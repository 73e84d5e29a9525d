package io.gapless.chains.evm.proof;

import io.gapless.chains.evm.Keccak256;
import java.util.Arrays;

/// Writes [RLP](https://ethereum.org/en/developers/docs/data-structures-and-encoding/rlp/) from its
/// end to its beginning, so that the length of a list is known when its prefix is written: what is
/// written later stands in front.
final class RlpWriter {

  private byte[] buffer = new byte[4096];
  private int start = buffer.length;

  /// How many bytes are written; to be given to [#list] when the list is complete.
  int mark() {
    return buffer.length - start;
  }

  /// Puts the prefix of a list in front of all that was written since the mark.
  void list(int mark) {
    prefix(0xc0, mark() - mark);
  }

  void bytes(byte[] value) {
    bytes(value, 0, value.length);
  }

  void bytes(byte[] source, int from, int length) {
    raw(source, from, length);
    if (length != 1 || source[from] < 0) {
      prefix(0x80, length);
    }
  }

  void number(long value) {
    int before = mark();
    for (long rest = value; rest != 0; rest >>>= 8) {
      raw((int) rest);
    }
    int length = mark() - before;
    if (length != 1 || buffer[start] < 0) {
      prefix(0x80, length);
    }
  }

  /// A number in big-endian bytes, without its leading zeros.
  void number(byte[] value) {
    int from = 0;
    while (from < value.length && value[from] == 0) {
      from++;
    }
    bytes(value, from, value.length - from);
  }

  /// One byte that is no item of its own.
  void raw(int value) {
    reserve(1);
    buffer[--start] = (byte) value;
  }

  /// Replaces what was written since the mark by its hash where that is shorter: how a node of a trie
  /// names another.
  void reference(int mark) {
    int length = mark() - mark;
    if (length >= 32) {
      byte[] hash = Keccak256.hash(buffer, start, length);
      start += length;
      bytes(hash);
    }
  }

  /// The hash of all that is written.
  byte[] hash() {
    return Keccak256.hash(buffer, start, mark());
  }

  /// A copy of all that is written; the writer is empty afterwards.
  byte[] take() {
    byte[] written = Arrays.copyOfRange(buffer, start, buffer.length);
    start = buffer.length;
    return written;
  }

  private void prefix(int kind, int length) {
    if (length < 56) {
      raw(kind + length);
      return;
    }
    int bytes = 0;
    for (int rest = length; rest != 0; rest >>>= 8) {
      raw(rest);
      bytes++;
    }
    raw(kind + 55 + bytes);
  }

  private void raw(byte[] source, int from, int length) {
    reserve(length);
    start -= length;
    System.arraycopy(source, from, buffer, start, length);
  }

  private void reserve(int length) {
    if (length > start) {
      int used = mark();
      var larger = new byte[Math.max(2 * buffer.length, used + length)];
      System.arraycopy(buffer, start, larger, larger.length - used, used);
      buffer = larger;
      start = larger.length - used;
    }
  }
}
