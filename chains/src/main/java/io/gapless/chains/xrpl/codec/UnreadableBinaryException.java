package io.gapless.chains.xrpl.codec;

/// Bytes that are not what they should be in the binary form; the message says what and where in one
/// line.
public final class UnreadableBinaryException extends IllegalArgumentException {

  private final String why;

  /// With what is wrong, and where, in one line.
  public UnreadableBinaryException(String why) {
    super(why);
    this.why = why;
  }

  /// What is wrong, and where, in one line.
  public String why() {
    return why;
  }
}
