package io.gapless.chains.xrpl.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/// A currency's 20 bytes, and the text that stands for them: three characters where the other bytes
/// are zero, else 40 hex digits.
/// [Currency codes](https://xrpl.org/docs/references/protocol/data-types/currency-formats#currency-codes)
public final class CurrencyCode {

  /// How many bytes it has.
  public static final int LENGTH = 20;

  /// What nobody issues; as a currency it is all zeros.
  private static final String XRP = "XRP";
  private static final int CODE_OFFSET = 12;
  private static final int CODE_LENGTH = 3;
  private static final String CODE_CHARACTERS = "abcdefghijklmnopqrstuvwxyz"
      + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<>(){}[]|?!@#$%^&*";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private CurrencyCode() {}

  /// The text of an issued currency's bytes, from the offset on.
  static String text(byte[] source, int offset) {
    String code = new String(source, offset + CODE_OFFSET, CODE_LENGTH, US_ASCII);
    return isStandard(source, offset, code)
        ? code
        : HEX.formatHex(source, offset, offset + LENGTH);
  }

  /// The bytes of a text, zeros for `XRP`; refuses what stands for none with an
  /// [IllegalArgumentException].
  public static byte[] bytes(String text) {
    var bytes = new byte[LENGTH];
    if (text.length() == 2 * LENGTH) {
      return HEX.parseHex(text);
    }
    if (text.equals(XRP)) {
      return bytes;
    }
    if (text.length() != CODE_LENGTH
        || !text.chars().allMatch(character -> CODE_CHARACTERS.indexOf(character) >= 0)) {
      throw new IllegalArgumentException("not a currency: " + text);
    }
    System.arraycopy(text.getBytes(US_ASCII), 0, bytes, CODE_OFFSET, CODE_LENGTH);
    return bytes;
  }

  private static boolean isStandard(byte[] source, int offset, String code) {
    for (int i = 0; i < LENGTH; i++) {
      boolean inCode = i >= CODE_OFFSET && i < CODE_OFFSET + CODE_LENGTH;
      if (inCode
          ? CODE_CHARACTERS.indexOf(source[offset + i]) < 0
          : source[offset + i] != 0) {
        return false;
      }
    }
    return !code.equals(XRP);
  }
}
