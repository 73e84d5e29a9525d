package io.gapless.embedded.clickhouse.sql;

/// A piece of a statement.
///
/// @param kind what it is
/// @param text as it stands there
/// @param start of it in the statement
/// @param end the position behind it
/// @param depth how many brackets are open around it; a bracket counts as outside of itself
record Token(Kind kind, String text, int start, int end, int depth) {

  /// The kinds that matter here.
  enum Kind {
    /// A keyword, a name or a number.
    WORD,
    /// A string, or a name in quotes.
    QUOTED,
    /// Any other character.
    SYMBOL
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }
}
