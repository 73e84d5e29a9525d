package io.gapless.chains.xrpl.codec;

/// How many bytes follow, in one to three bytes.
/// [Length prefixing](https://xrpl.org/docs/references/protocol/binary-format#length-prefixing)
public final class LengthPrefix {

  /// How many bytes it has at most.
  public static final int MAX_SIZE = 3;

  /// The longest that it can say.
  public static final int MAX_LENGTH = 918_744;

  private LengthPrefix() {}

  /// Writes the prefix of a length at the offset; gives how many bytes it has. Refuses a length
  /// beyond the longest with an [IllegalArgumentException].
  public static int write(int length, byte[] target, int offset) {
    if (length <= 192) {
      target[offset] = (byte) length;
      return 1;
    }
    if (length <= 12_480) {
      target[offset] = (byte) (193 + ((length - 193) >>> 8));
      target[offset + 1] = (byte) (length - 193);
      return 2;
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("more than " + MAX_LENGTH + " bytes: " + length);
    }
    target[offset] = (byte) (241 + ((length - 12_481) >>> 16));
    target[offset + 1] = (byte) ((length - 12_481) >>> 8);
    target[offset + 2] = (byte) (length - 12_481);
    return 3;
  }
}
