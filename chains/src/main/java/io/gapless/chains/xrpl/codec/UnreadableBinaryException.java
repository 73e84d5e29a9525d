package io.gapless.chains.xrpl.codec;

/// Bytes that are not what they should be in the binary form; the message says what and where in one
/// line.
final class UnreadableBinaryException extends IllegalArgumentException {

  private final String why;

  UnreadableBinaryException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
