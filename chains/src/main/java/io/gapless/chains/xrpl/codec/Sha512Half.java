package io.gapless.chains.xrpl.codec;

import io.gapless.chains.Hash32;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The network's hash: the first half of SHA-512, over a prefix that says of what. For one thread.
/// [Hash prefixes](https://xrpl.org/docs/references/protocol/binary-format#hash-prefixes)
public final class Sha512Half {

  private static final byte[] TRANSACTION_ID = {'T', 'X', 'N', 0};

  private final MessageDigest sha512;
  private final byte[] full = new byte[64];

  /// One with a digest of its own.
  public Sha512Half() {
    try {
      sha512 = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has SHA-512", e);
    }
  }

  /// The id of a signed transaction.
  public Hash32 transactionId(byte[] blob) {
    return with(TRANSACTION_ID).with(blob).hash();
  }

  /// Takes bytes in.
  public Sha512Half with(byte[] bytes) {
    sha512.update(bytes);
    return this;
  }

  /// Takes bytes in, `length` of them from the offset on.
  public Sha512Half with(byte[] bytes, int offset, int length) {
    sha512.update(bytes, offset, length);
    return this;
  }

  /// The hash of what was taken in; then it starts anew.
  public Hash32 hash() {
    digest();
    return Hash32.of(full, 0);
  }

  /// Writes the hash of what was taken in; then it starts anew.
  public void hashInto(byte[] target, int offset) {
    digest();
    System.arraycopy(full, 0, target, offset, Hash32.LENGTH);
  }

  private void digest() {
    try {
      sha512.digest(full, 0, full.length);
    } catch (DigestException e) {
      throw new IllegalStateException("64 bytes are what SHA-512 has", e);
    }
  }
}
