package io.gapless.processes.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// [Percent-encoding](https://www.rfc-editor.org/rfc/rfc3986#section-2.1) of UTF-8. A plus sign is a
/// plus sign.
final class PercentEncoding {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private PercentEncoding() {}

  /// All but letters, digits and `-._~/` is encoded.
  static String encode(String text) {
    var encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /// @param what names the text in errors
  /// @throws BadFieldException if it is not percent-encoded UTF-8
  static String decode(String what, String raw) {
    var bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(octet(what, raw, i + 1));
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw malformed(what);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed(what);
    }
  }

  private static int octet(String what, String raw, int at) {
    if (at + 2 > raw.length() || !HexFormat.isHexDigit(raw.charAt(at))
        || !HexFormat.isHexDigit(raw.charAt(at + 1))) {
      throw malformed(what);
    }
    return HexFormat.fromHexDigits(raw, at, at + 2);
  }

  private static BadFieldException malformed(String what) {
    return new BadFieldException(what, "is not percent-encoded UTF-8");
  }
}
