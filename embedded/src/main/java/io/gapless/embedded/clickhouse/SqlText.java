package io.gapless.embedded.clickhouse;

import java.nio.charset.StandardCharsets;

/// Pieces of SQL made from values.
final class SqlText {
  private SqlText() {}

  /// A string literal.
  static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /// A name in back quotes.
  static String name(String value) {
    return "`" + value.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /// Bytes as text of one character each, which is how statements are handled.
  static String ofBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The same for text of any characters.
  static String ofText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Back to bytes.
  static byte[] toBytes(String statement) {
    return statement.getBytes(StandardCharsets.ISO_8859_1);
  }
}
