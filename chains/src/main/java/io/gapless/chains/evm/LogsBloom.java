package io.gapless.chains.evm;

import java.util.Arrays;
import java.util.HexFormat;

/// The 2048-bit bloom of a block's or receipt's logs. Never changes.
public final class LogsBloom {

  /// How many bytes it has.
  public static final int LENGTH = 256;

  /// The bloom of no logs.
  public static final LogsBloom EMPTY = new LogsBloom(new byte[LENGTH]);

  private final byte[] bytes;

  private LogsBloom(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads `0x` and 512 hex digits; refuses anything else with an [IllegalArgumentException].
  public static LogsBloom of(String hex) {
    return of(Hex.bytes(hex));
  }

  /// A copy of exactly 256 bytes.
  public static LogsBloom of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("not a bloom of 256 bytes: " + bytes.length);
    }
    return new LogsBloom(bytes.clone());
  }

  /// Whether no bit is set: a block without logs.
  public boolean isEmpty() {
    for (byte part : bytes) {
      if (part != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether an item with these bits may be in it; where this is false, the item is not.
  public boolean mayHold(BloomBits bits) {
    return bits.areIn(bytes);
  }

  /// A copy of its bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogsBloom that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
