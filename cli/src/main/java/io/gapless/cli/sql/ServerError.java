package io.gapless.cli.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Pattern;

/// What ClickHouse says when a statement fails, before an answer or in the middle of one.
final class ServerError {

  private static final int TAIL = 16 << 10;
  private static final Pattern VERSION = Pattern.compile("\\s*\\(version [^)]*\\)+\\s*$");
  private static final Pattern MARKED =
      Pattern.compile("__exception__\\s+\\S+\\s+(Code: .*?)\\s+[0-9]+ \\S+\\s+__exception__\\s*$",
          Pattern.DOTALL);
  private static final Pattern UNMARKED =
      Pattern.compile("(?:^|\\n)(Code: [0-9]+\\. DB::Exception: .*)$", Pattern.DOTALL);

  private ServerError() {}

  /// The error's text in one line, without the server's version.
  static String oneLine(String body) {
    var text = body.lines().map(String::strip).filter(line -> !line.isEmpty())
        .reduce((first, next) -> first + " " + next).orElse("ClickHouse gave no reason");
    return VERSION.matcher(text).replaceFirst("");
  }

  /// The error that ends an answer, in both forms that servers write it.
  static Optional<String> atEndOf(String tail) {
    for (var form : new Pattern[]{MARKED, UNMARKED}) {
      var found = form.matcher(tail);
      if (found.find()) {
        return Optional.of(oneLine(found.group(1)));
      }
    }
    return Optional.empty();
  }

  /// The last bytes of what came so far, long enough to hold an error.
  static String longestTail(String before, byte[] bytes, int length) {
    int from = Math.max(0, length - TAIL);
    var tail = before + new String(bytes, from, length - from, ISO_8859_1);
    return tail.substring(Math.max(0, tail.length() - TAIL));
  }
}
