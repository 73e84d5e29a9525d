package io.gapless.chains.xrpl.codec;

import java.util.Arrays;

/// An account: 20 bytes, which people write as an address that starts with `r`.
/// [Addresses](https://xrpl.org/docs/concepts/accounts/addresses)
public final class AccountId implements Comparable<AccountId> {

  /// How many bytes it has.
  public static final int LENGTH = 20;

  private final byte[] bytes;

  private AccountId(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of 20 bytes, from the offset on.
  public static AccountId of(byte[] source, int offset) {
    return new AccountId(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /// Reads an address; refuses one with a wrong checksum, or that is none, with an
  /// [IllegalArgumentException].
  public static AccountId of(String address) {
    return new AccountId(Base58.accountBytes(address));
  }

  /// A copy of its bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Its address, `r…`.
  public String toAddress() {
    return Base58.address(bytes);
  }

  @Override
  public int compareTo(AccountId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Its address.
  @Override
  public String toString() {
    return toAddress();
  }
}
