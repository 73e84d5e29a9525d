package io.gapless.simulator.xrpl.encoding;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// An account: 20 bytes, as text `r…` in base58 with a checksum.
public final class AccountId {
  /// Length in bytes.
  public static final int LENGTH = 20;
  private static final String ALPHABET =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final int CHECKSUM_LENGTH = 4;

  private final byte[] bytes;
  private final String text;

  /// An account by its 20 bytes.
  public AccountId(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an account has 20 bytes: " + bytes.length);
    }
    this.bytes = bytes.clone();
    this.text = encode(bytes);
  }

  /// The bytes, not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// Which of two is the low account of a trust line.
  public boolean lowerThan(AccountId other) {
    return Arrays.compareUnsigned(bytes, other.bytes) < 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The address, `r…`.
  @Override
  public String toString() {
    return text;
  }

  /// Version 0, the account, and four bytes of its hash hashed again.
  private static String encode(byte[] account) {
    byte[] payload = new byte[1 + LENGTH + CHECKSUM_LENGTH];
    System.arraycopy(account, 0, payload, 1, LENGTH);
    MessageDigest sha256 = sha256();
    sha256.update(payload, 0, 1 + LENGTH);
    byte[] checksum = sha256.digest(sha256.digest());
    System.arraycopy(checksum, 0, payload, 1 + LENGTH, CHECKSUM_LENGTH);

    var reversed = new StringBuilder();
    for (var rest = new BigInteger(1, payload); rest.signum() > 0; rest = rest.divide(BASE)) {
      reversed.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
    }
    for (int i = 0; i < payload.length && payload[i] == 0; i++) {
      reversed.append(ALPHABET.charAt(0));
    }
    return reversed.reverse().toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
