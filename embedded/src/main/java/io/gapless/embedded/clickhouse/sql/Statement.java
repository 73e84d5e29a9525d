package io.gapless.embedded.clickhouse.sql;

import java.util.Optional;

/// A statement as far as the front treats one differently from another. Texts are the statement's
/// bytes, one character each (ISO 8859-1).
public sealed interface Statement {

  /// A query whose result may be large.
  ///
  /// @param before the statement up to where its output is said
  /// @param format of the result, where it names one
  /// @param after what follows the format, e.g. a `SETTINGS` clause
  record Select(String before, Optional<String> format, String after) implements Statement {
    /// The statement with its result sent to a file of the engine's side.
    public String into(String path, String otherwise) {
      return before + "\nINTO OUTFILE '" + path + "' APPEND FORMAT " + format.orElse(otherwise)
          + " " + after;
    }
  }

  /// An insert of data that comes with the request.
  ///
  /// @param head up to the table and its columns
  /// @param settings its `SETTINGS` clause, or nothing
  /// @param format of the data, where it names one
  /// @param dataStart where the data begins in the text; the text's length where there is none
  record Insert(String head, String settings, Optional<String> format, int dataStart)
      implements
        Statement {
    /// The statement that reads the data from a file. The clause's place is behind the file: the
    /// engine takes it nowhere else.
    public String from(String path, String otherwise) {
      return head + "\nFROM INFILE '" + path + "' " + settings + " FORMAT "
          + format.orElse(otherwise);
    }
  }

  /// `KILL QUERY`.
  ///
  /// @param condition the text of its `WHERE`
  /// @param sync whether to wait until the queries are gone
  /// @param test whether only to list them
  /// @param format of the answer, where it names one
  record Kill(String condition, boolean sync, boolean test, Optional<String> format)
      implements
        Statement {}

  /// Anything else; its result, if any, is small.
  ///
  /// @param sql the statement
  /// @param format of its result, where it names one
  /// @param reads whether it changes nothing
  record Other(String sql, Optional<String> format, boolean reads) implements Statement {}

  /// No statement at all.
  record Empty() implements Statement {}
}
