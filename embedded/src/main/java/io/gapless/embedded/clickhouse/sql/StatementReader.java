package io.gapless.embedded.clickhouse.sql;

import io.gapless.embedded.clickhouse.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds out what a statement is.
public final class StatementReader {
  private static final Set<String> SELECTS = Set.of("SELECT", "WITH", "FROM", "(");
  private static final Set<String> READS = Set.of("EXPLAIN", "SHOW", "DESC", "DESCRIBE", "EXISTS",
      "SET", "USE", "CHECK");
  private static final Set<String> DROPS = Set.of("DROP", "DETACH", "TRUNCATE", "UNDROP");

  private final String text;
  private final Lexer lexer;

  private StatementReader(String text) {
    this.text = text;
    this.lexer = new Lexer(text);
  }

  /// Reads a statement, or the beginning of one with data behind it.
  ///
  /// @param text the bytes, one character each (ISO 8859-1)
  /// @param complete whether nothing follows the text
  /// @return nothing where more of the text is needed
  /// @throws EngineException the text holds two statements, or files of the server's side
  public static Optional<Statement> read(String text, boolean complete) {
    StatementReader reader = new StatementReader(text);
    Optional<Token> first = reader.lexer.next();
    if (first.isEmpty()) {
      return complete ? Optional.of(new Statement.Empty()) : Optional.empty();
    }
    if (first.get().is("INSERT")) {
      return reader.insert(complete);
    }
    return complete ? Optional.of(reader.whole(first.get())) : Optional.empty();
  }

  private Optional<Statement> insert(boolean complete) {
    Token token = lexer.next().orElse(null);
    boolean named = false;
    int settingsStart = -1;
    Token before = null;
    while (token != null) {
      if (!named) {
        named = !token.is("INTO") && !token.is("TABLE") && !token.is("FUNCTION");
      } else if (token.depth() == 0 && (before == null || !before.isSymbol('.'))) {
        if (token.is("VALUES")) {
          return data(token.start(), settingsStart, "Values", token.end(), complete);
        }
        if (token.is("FORMAT")) {
          Token format = lexer.next().orElse(null);
          boolean cut = format != null && format.end() == text.length() && !complete;
          return format == null || cut
              ? unfinished(complete)
              : data(token.start(), settingsStart, format.text(), format.end(), complete);
        }
        if (token.is("SETTINGS")) {
          settingsStart = token.start();
        } else if (token.is("INFILE")) {
          throw EngineException.of(78, "UNKNOWN_TYPE_OF_QUERY",
              "Query has infile and was send directly to server");
        }
      }
      if (named && (token.is("SELECT") || token.is("WITH") || token.is("WATCH"))
          && (before == null || !before.isSymbol('.'))) {
        return complete
            ? Optional.of(new Statement.Other(text, Optional.empty(), false))
            : Optional.empty();
      }
      before = token;
      token = lexer.next().orElse(null);
    }
    return unfinished(complete);
  }

  /// An insert that names no format: the rest of the text may, or the request.
  private Optional<Statement> unfinished(boolean complete) {
    return complete
        ? Optional.of(new Statement.Insert(text, "", Optional.empty(), text.length()))
        : Optional.empty();
  }

  /// The data begins behind blanks and at most one line end, as ClickHouse has it.
  private Optional<Statement> data(int headEnd, int settingsStart, String format, int formatEnd,
      boolean complete) {
    int start = formatEnd;
    if (start < text.length() && text.charAt(start) == ';') {
      start++;
    }
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t'
        || text.charAt(start) == '\f')) {
      start++;
    }
    if (start < text.length() && text.charAt(start) == '\r') {
      start++;
    }
    if (start < text.length() && text.charAt(start) == '\n') {
      start++;
    }
    if (start == text.length() && !complete) {
      return Optional.empty();
    }
    String head = text.substring(0, settingsStart < 0 ? headEnd : settingsStart);
    String settings = settingsStart < 0 ? "" : text.substring(settingsStart, headEnd);
    return Optional.of(new Statement.Insert(head, settings, Optional.of(format), start));
  }

  private Statement whole(Token first) {
    List<Token> tokens = new ArrayList<>();
    Optional<Token> next = Optional.of(first);
    while (next.isPresent()) {
      tokens.add(next.get());
      next = lexer.next();
    }
    int end = end(tokens);
    tokens.removeIf(token -> token.start() >= end);
    refuseFiles(tokens);
    String word = first.text().toUpperCase(Locale.ROOT);
    int formatAt = formatAt(tokens);
    Optional<String> format = formatAt < 0
        ? Optional.empty()
        : Optional.of(tokens.get(formatAt + 1).text());
    boolean inserts = word.equals("WITH")
        && tokens.stream().anyMatch(token -> token.depth() == 0 && token.is("INSERT"));
    if (SELECTS.contains(word) && !inserts) {
      return new Statement.Select(
          text.substring(0, formatAt < 0 ? end : tokens.get(formatAt).start()), format,
          formatAt < 0 ? "" : text.substring(tokens.get(formatAt + 1).end(), end));
    }
    if (word.equals("KILL") && tokens.size() > 1 && tokens.get(1).is("QUERY")) {
      return kill(tokens, formatAt, end, format);
    }
    String sql = text.substring(0, DROPS.contains(word) ? withoutSync(tokens, end) : end);
    return new Statement.Other(sql, format, READS.contains(word));
  }

  /// The end of the first statement.
  private int end(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol(';')) {
        for (Token rest : tokens.subList(i, tokens.size())) {
          if (!rest.isSymbol(';')) {
            throw EngineException.of(62, "SYNTAX_ERROR",
                "Syntax error (Multi-statements are not allowed): failed at position "
                    + (tokens.get(i).start() + 1) + " (end of query)");
          }
        }
        return tokens.get(i).start();
      }
    }
    return text.length();
  }

  private static void refuseFiles(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("INTO") && tokens.get(i + 1).is("OUTFILE")) {
        throw EngineException.of(1, "UNSUPPORTED_METHOD", "INTO OUTFILE is not allowed");
      }
    }
  }

  /// The place of `FORMAT name` at the end, before `SETTINGS` at most; -1 where there is none.
  private static int formatAt(List<Token> tokens) {
    for (int i = tokens.size() - 2; i > 0; i--) {
      Token token = tokens.get(i);
      if (token.depth() == 0 && token.is("FORMAT")
          && tokens.get(i + 1).kind() == Token.Kind.WORD) {
        return i + 2 == tokens.size() || tokens.get(i + 2).is("SETTINGS") ? i : -1;
      }
    }
    return -1;
  }

  private Statement kill(List<Token> tokens, int formatAt, int end, Optional<String> format) {
    int from = -1;
    int to = formatAt < 0 ? end : tokens.get(formatAt).start();
    boolean sync = false;
    boolean test = false;
    for (int i = 2; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean last = i + 1 == tokens.size() || i + 1 == formatAt;
      if (token.depth() == 0 && token.is("WHERE") && from < 0) {
        from = token.end();
      } else if (last && (token.is("SYNC") || token.is("ASYNC") || token.is("TEST"))) {
        sync = token.is("SYNC");
        test = token.is("TEST");
        to = token.start();
      }
    }
    if (from < 0) {
      throw EngineException.of(62, "SYNTAX_ERROR", "Syntax error: KILL QUERY without WHERE");
    }
    return new Statement.Kill(text.substring(from, to), sync, test, format);
  }

  /// In this engine `SYNC` never returns; a name is free again without it.
  private static int withoutSync(List<Token> tokens, int end) {
    Token last = tokens.getLast();
    if (last.is("SYNC")) {
      return last.start();
    }
    boolean noDelay = tokens.size() > 1 && last.is("DELAY")
        && tokens.get(tokens.size() - 2).is("NO");
    return noDelay ? tokens.get(tokens.size() - 2).start() : end;
  }
}
