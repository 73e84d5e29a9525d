package io.gapless.cli.options;

import io.gapless.cli.console.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads settings from a file: properties (`rpc = https://…`) or `.env` form
/// (`export GAPLESS_RPC="https://…"`), in any mixture, with `#` comments.
final class SettingsFile {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z][A-Za-z0-9_.-]*)\\s*[=:]\\s*(.*)");

  private SettingsFile() {}

  /// Keys and values, in the order of the file; values without their quotes.
  ///
  /// @throws CommandException if it cannot be read, or a line is not `key=value`
  static Map<String, String> read(Path file) {
    try {
      var settings = new LinkedHashMap<String, String>();
      int number = 0;
      for (String raw : Files.readAllLines(file)) {
        number++;
        var line = raw.strip();
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
          throw CommandException.usage("--config", file + " line " + number
              + " is not a setting; it looks like key=value");
        }
        settings.put(parts.group(1), value(parts.group(2)));
      }
      return settings;
    } catch (MalformedInputException e) {
      throw CommandException.usage("--config", file + " is not text in UTF-8");
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.usage("--config", file + " cannot be read"
          + (Files.exists(file) ? ": " + e.getMessage() : ": there is no such file"));
    }
  }

  private static String value(String text) {
    var value = text.strip();
    if (value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"))
        && value.charAt(0) == value.charAt(value.length() - 1)) {
      return value.substring(1, value.length() - 1);
    }
    return value.replaceFirst("\\s+#.*$", "");
  }
}
