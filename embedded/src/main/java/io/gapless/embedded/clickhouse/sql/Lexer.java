package io.gapless.embedded.clickhouse.sql;

import java.util.Optional;

/// Cuts a statement into tokens, past its comments.
///
/// The text is the statement's bytes, one character each (ISO 8859-1), so that nothing of a string
/// with binary in it is lost.
final class Lexer {
  private final String text;
  private int position;
  private int depth;

  Lexer(String text) {
    this.text = text;
  }

  /// The next token; nothing at the end, or where a string or comment has no end.
  Optional<Token> next() {
    skipBlank();
    if (position >= text.length()) {
      return Optional.empty();
    }
    int start = position;
    char first = text.charAt(start);
    Token.Kind kind;
    if (first == '\'' || first == '"' || first == '`') {
      kind = Token.Kind.QUOTED;
      position = endOfQuoted(start, first);
    } else if (first == '$' && heredocEnd(start) > 0) {
      kind = Token.Kind.QUOTED;
      position = heredocEnd(start);
    } else if (isWord(first)) {
      kind = Token.Kind.WORD;
      while (position < text.length() && isWord(text.charAt(position))) {
        position++;
      }
    } else {
      kind = Token.Kind.SYMBOL;
      position++;
    }
    int outside = depth;
    if (kind == Token.Kind.SYMBOL) {
      if (first == '(' || first == '[' || first == '{') {
        depth++;
      } else if (first == ')' || first == ']' || first == '}') {
        depth = Math.max(0, depth - 1);
        outside = depth;
      }
    }
    return Optional.of(new Token(kind, text.substring(start, position), start, position, outside));
  }

  private void skipBlank() {
    int before = -1;
    while (before != position && position < text.length()) {
      before = position;
      while (position < text.length() && text.charAt(position) <= ' ') {
        position++;
      }
      if (text.startsWith("--", position) || text.startsWith("#!", position)
          || text.startsWith("# ", position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
      } else if (text.startsWith("/*", position)) {
        position = endOfComment(position);
      }
    }
  }

  /// Comments nest in ClickHouse.
  private int endOfComment(int start) {
    int open = 0;
    for (int at = start; at < text.length();) {
      if (text.startsWith("/*", at)) {
        open++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        open--;
        at += 2;
        if (open == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return text.length();
  }

  private int endOfQuoted(int start, char quote) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        if (at + 1 >= text.length() || text.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      }
    }
    return text.length();
  }

  /// The end of `$tag$…$tag$`, 0 where there is none.
  private int heredocEnd(int start) {
    int tagEnd = start + 1;
    while (tagEnd < text.length() && isWord(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd >= text.length() || text.charAt(tagEnd) != '$') {
      return 0;
    }
    String tag = text.substring(start, tagEnd + 1);
    int close = text.indexOf(tag, tagEnd + 1);
    return close < 0 ? 0 : close + tag.length();
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '$' || c >= 0x80;
  }
}
