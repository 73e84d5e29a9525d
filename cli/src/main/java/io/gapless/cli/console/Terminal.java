package io.gapless.cli.console;

import java.util.Map;

/// What standard output is.
///
/// @param interactive whether a person looks at it, rather than a pipe or a file
/// @param columns its width in characters
public record Terminal(boolean interactive, int columns) {

  private static final int DEFAULT_COLUMNS = 80;

  /// A pipe or a file.
  public static final Terminal NONE = new Terminal(false, DEFAULT_COLUMNS);

  /// As the launcher found it: properties `gapless.terminal` and `gapless.columns`.
  public static Terminal of(Map<?, ?> properties) {
    var columns = String.valueOf(properties.get("gapless.columns"));
    return new Terminal("true".equals(properties.get("gapless.terminal")),
        columns.matches("[1-9][0-9]{1,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS);
  }
}
