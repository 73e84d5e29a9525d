package io.gapless.chains.evm;

import java.util.Arrays;
import java.util.HexFormat;

/// An account's or contract's address: 20 bytes that never change.
public final class Address implements Comparable<Address> {

  /// How many bytes it has.
  public static final int LENGTH = 20;

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads `0x` and 40 hex digits of either case; refuses anything else with an
  /// [IllegalArgumentException].
  public static Address of(String hex) {
    if (!hex.matches("0[xX][0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("not an address (0x and 40 hex digits): " + hex);
    }
    return new Address(Hex.bytes(hex));
  }

  /// A copy of 20 bytes, from the offset on.
  public static Address of(byte[] source, int offset) {
    return new Address(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /// A copy of exactly 20 bytes.
  public static Address of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("not 20 bytes: " + bytes.length);
    }
    return new Address(bytes.clone());
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
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Its bytes as `0x…` in lower case.
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
