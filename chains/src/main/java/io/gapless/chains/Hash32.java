package io.gapless.chains;

import java.util.Arrays;
import java.util.HexFormat;

/// A hash or an event topic: 32 bytes that never change.
public final class Hash32 implements Comparable<Hash32> {

  /// How many bytes it has.
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash32(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads 64 hex digits of either case, after `0x` or bare; refuses anything else with an
  /// [IllegalArgumentException].
  public static Hash32 of(String hex) {
    int digits = hex.regionMatches(true, 0, "0x", 0, 2) ? 2 : 0;
    if (hex.length() - digits != 2 * LENGTH) {
      throw new IllegalArgumentException("not a hash (64 hex digits): " + hex);
    }
    try {
      return new Hash32(HexFormat.of().parseHex(hex, digits, hex.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a hash (64 hex digits): " + hex, e);
    }
  }

  /// A copy of 32 bytes, from the offset on.
  public static Hash32 of(byte[] source, int offset) {
    return new Hash32(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /// A copy of exactly 32 bytes.
  public static Hash32 of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("not 32 bytes: " + bytes.length);
    }
    return new Hash32(bytes.clone());
  }

  /// A copy of its bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Whether it has just these bytes.
  public boolean hasBytes(byte[] other) {
    return Arrays.equals(bytes, other);
  }

  @Override
  public int compareTo(Hash32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash32 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Its bytes as 64 hex digits in upper case, as the XRP Ledger writes them.
  public String toUpperHex() {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /// Its bytes as `0x…` in lower case.
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
