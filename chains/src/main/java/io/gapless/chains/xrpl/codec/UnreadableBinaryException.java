package io.gapless.chains.xrpl.codec;

/// Bytes that are not what they should be in the binary form; the message says what and where in one
/// line.
public final class UnreadableBinaryException extends IllegalArgumentException {

  /// With what is wrong, and where, in one line.
  public UnreadableBinaryException(String why) {
    super(why);
  }
}
