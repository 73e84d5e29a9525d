package io.gapless.simulator.xrpl.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/// The currency of an issued amount: 20 bytes, as text three letters or 40 hex digits.
public final class Currency {
  private static final int LENGTH = 20;
  private static final int LETTERS_AT = 12;

  private final byte[] bytes;
  private final String text;

  private Currency(byte[] bytes, String text) {
    this.bytes = bytes;
    this.text = text;
  }

  /// A currency of three letters, not `XRP`.
  public static Currency ofLetters(String letters) {
    if (letters.length() != 3 || letters.equals("XRP")) {
      throw new IllegalArgumentException("a currency has three letters and is not XRP: " + letters);
    }
    byte[] bytes = new byte[LENGTH];
    System.arraycopy(letters.getBytes(US_ASCII), 0, bytes, LETTERS_AT, letters.length());
    return new Currency(bytes, letters);
  }

  /// A currency of 20 bytes that are not all zero, the first of them neither.
  public static Currency ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] == 0) {
      throw new IllegalArgumentException("not the 20 bytes of a currency without letters");
    }
    return new Currency(bytes.clone(), HexFormat.of().withUpperCase().formatHex(bytes));
  }

  /// The bytes, not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Currency that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Three letters, or 40 hex digits.
  @Override
  public String toString() {
    return text;
  }
}
