package io.gapless.cli.command.processes;

import io.gapless.processes.Payload;
import io.gapless.processes.json.PayloadJson;
import java.util.Locale;

/// Payloads and names as text; what might steer a terminal is escaped.
final class Printable {

  private static final String CUT = "…";

  private Printable() {}

  /// UTF-8 as it is, any other bytes as base64.
  static String whole(Payload payload) {
    var json = PayloadJson.of(payload);
    return json.isTextual() ? json.textValue() : json.path(PayloadJson.BASE64).textValue();
  }

  /// One line of at most so many characters; what was cut off is told by the number of bytes.
  static String inShort(Payload payload, int most) {
    var json = PayloadJson.of(payload);
    var text = json.isTextual()
        ? escaped(json.textValue())
        : "base64:" + json.path(PayloadJson.BASE64).textValue();
    if (text.length() <= most) {
      return text;
    }
    var size = CUT + " (" + String.format(Locale.ROOT, "%,d", payload.size()) + " bytes)";
    return cut(text, Math.max(1, most - size.length())) + size;
  }

  /// One line of at most so many characters.
  static String inShort(String text, int most) {
    var line = escaped(text);
    return line.length() <= most ? line : cut(line, Math.max(1, most - 1)) + CUT;
  }

  /// One line, with line breaks and what else is not seen as escapes.
  static String escaped(String text) {
    var line = new StringBuilder();
    text.codePoints().forEach(character -> {
      switch (character) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (isSeen(character)) {
            line.appendCodePoint(character);
          } else {
            line.append(String.format(Locale.ROOT, "\\u%04x", character));
          }
        }
      }
    });
    return line.toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// Not between the two halves of a character.
  private static String cut(String text, int length) {
    return text.substring(0,
        Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
