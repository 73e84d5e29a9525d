package io.gapless.processes.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that two sides share and nobody else sees: it is never printed.
public final class Secret {

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Refuses an empty text with an [IllegalArgumentException].
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret is empty");
    }
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a text is the secret; takes as long for every text of a length.
  boolean matches(String text) {
    return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
