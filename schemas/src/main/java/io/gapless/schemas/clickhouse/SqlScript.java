package io.gapless.schemas.clickhouse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Statements in a text, a `;` behind each. Lines that begin with `--` are comments; no other `;` may
/// stand in it.
public final class SqlScript {

  private SqlScript() {}

  /// The statements, without comments.
  public static List<String> statements(String sql) {
    var withoutComments = sql.lines().filter(line -> !line.strip().startsWith("--"))
        .collect(Collectors.joining("\n"));
    return Arrays.stream(withoutComments.split(";")).map(String::strip)
        .filter(statement -> !statement.isEmpty()).toList();
  }
}
