package io.gapless.simulator.xrpl.encoding;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first 32 bytes of SHA-512 with a four-byte prefix, which is the network's hash of everything;
/// for one thread.
public final class Sha512Half {
  /// Length of a hash in bytes.
  public static final int LENGTH = 32;

  /// What stands before the bytes, so that one kind of thing never hashes as another.
  public enum Prefix {
    /// A transaction: its id.
    TRANSACTION("TXN"),
    /// A transaction with its metadata: a leaf of the tree.
    LEAF("SND"),
    /// Sixteen hashes: an inner node of the tree.
    INNER("MIN"),
    /// A ledger's header.
    LEDGER("LWR");

    private final String letters;

    Prefix(String letters) {
      this.letters = letters;
    }
  }

  private final MessageDigest digest = newDigest();
  private final byte[] whole = new byte[2 * LENGTH];

  /// The hash of parts one after the other.
  public byte[] hash(Prefix prefix, byte[]... parts) {
    for (int i = 0; i < prefix.letters.length(); i++) {
      digest.update((byte) prefix.letters.charAt(i));
    }
    digest.update((byte) 0);
    for (byte[] part : parts) {
      digest.update(part);
    }
    try {
      digest.digest(whole, 0, whole.length);
    } catch (DigestException e) {
      throw new AssertionError("SHA-512 has 64 bytes", e);
    }
    byte[] half = new byte[LENGTH];
    System.arraycopy(whole, 0, half, 0, LENGTH);
    return half;
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-512", e);
    }
  }
}
