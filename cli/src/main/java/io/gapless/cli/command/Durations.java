package io.gapless.cli.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time such as `100ms`, `30s` or `5m`.
public final class Durations implements ITypeConverter<Duration> {

  /// Made by picocli.
  public Durations() {}

  @Override
  public Duration convert(String text) {
    var parts = text.strip().split("(?<=[0-9])(?=[a-z])", 2);
    if (parts.length < 2 || !parts[0].matches("[0-9]{1,9}")) {
      throw wrong(text);
    }
    long count = Long.parseLong(parts[0]);
    return switch (parts[1]) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> throw wrong(text);
    };
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException("'" + text + "' is not a time such as 100ms, 30s or 5m");
  }
}
