package io.gapless.embedded.clickhouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine's refusal of a statement, with ClickHouse's number for it.
public final class EngineException extends RuntimeException {
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\. ");

  private final int code;

  /// @param code ClickHouse's error code, 0 where the engine itself could not be had
  /// @param message what went wrong, without stack trace
  public EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /// A refusal with its cause.
  public EngineException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// Takes `Code: 60. DB::Exception: … (UNKNOWN_TABLE)` as the engine writes it.
  static EngineException of(String text) {
    Matcher code = CODE.matcher(text);
    return new EngineException(code.lookingAt() ? Integer.parseInt(code.group(1)) : 1002,
        text.strip());
  }

  /// An error of the front's own in the engine's words.
  ///
  /// @param name e.g. `SYNTAX_ERROR`
  public static EngineException of(int code, String name, String message) {
    return new EngineException(code,
        "Code: " + code + ". DB::Exception: " + message + ". (" + name + ")");
  }

  /// ClickHouse's error code.
  public int code() {
    return code;
  }
}
