package io.gapless.simulator.evm.encoding;

import java.util.Arrays;

/// Fills 2048-bit logs blooms and remembers the bits of values met before, for one thread.
///
/// See the yellow paper, section 4.3.1.
public final class LogsBloom {
  public static final int LENGTH = 256;

  private final Keccak keccak = new Keccak();
  private final byte[] hash = new byte[Keccak.HASH_LENGTH];
  private final byte[][] values;
  private final long[] bits;

  /// Creates a memory of so many values, at most 16,384.
  public LogsBloom(int slots) {
    values = new byte[slots][];
    bits = new long[slots];
    Arrays.fill(values, new byte[0]);
  }

  /// Adds an address (20 bytes) or a topic (32 bytes) to the bloom at `target`.
  public void add(byte[] value, int offset, int length, byte[] target, int targetOffset) {
    long three = bits(value, offset, length);
    for (int i = 0; i < 3; i++) {
      int bit = (int) (three >>> (11 * i)) & 0x7ff;
      target[targetOffset + LENGTH - 1 - bit / 8] |= (byte) (1 << (bit % 8));
    }
  }

  /// Whether the bloom at `bloom` may hold the value.
  public boolean mayContain(byte[] value, byte[] bloom, int bloomOffset) {
    long three = bits(value, 0, value.length);
    for (int i = 0; i < 3; i++) {
      int bit = (int) (three >>> (11 * i)) & 0x7ff;
      if ((bloom[bloomOffset + LENGTH - 1 - bit / 8] & (1 << (bit % 8))) == 0) {
        return false;
      }
    }
    return true;
  }

  private long bits(byte[] value, int offset, int length) {
    int end = offset + length;
    int slot = ((value[end - 1] & 0xff) | ((value[end - 2] & 0x3f) << 8)) % values.length;
    byte[] known = values[slot];
    if (Arrays.equals(known, 0, known.length, value, offset, end)) {
      return bits[slot];
    }
    keccak.update(value, offset, length).digest(hash, 0);
    long three = 0;
    for (int i = 0; i < 3; i++) {
      int bit = (((hash[2 * i] & 0xff) << 8) | (hash[2 * i + 1] & 0xff)) & 0x7ff;
      three |= (long) bit << (11 * i);
    }
    values[slot] = Arrays.copyOfRange(value, offset, end);
    bits[slot] = three;
    return three;
  }
}
