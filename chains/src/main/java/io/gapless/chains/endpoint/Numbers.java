package io.gapless.chains.endpoint;

import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Numbers as people write them in error texts: `10,000`, `2K`, `1_000`, `0x2710`.
final class Numbers {

  /// A number without a group of its own.
  static final String ANY = "(?:0x[0-9a-f]+|\\d[\\d,._']*)(?:\\s?[km]\\b)?";
  /// A number in group `n`, with a `K` or `M` behind it in group `k`.
  static final String CAPTURED = "(?<n>0x[0-9a-f]+|\\d[\\d,._']*)(?:\\s?(?<k>[km])\\b)?";

  private Numbers() {}

  /// The number, empty where it is none or does not fit a long.
  static OptionalLong parse(@Nullable String text, @Nullable String suffix) {
    if (text == null) {
      return OptionalLong.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      long value = lower.startsWith("0x")
          ? Long.parseLong(lower.substring(2), 16)
          : Long.parseLong(lower.replaceAll("[^0-9]", ""));
      return OptionalLong.of(Math.multiplyExact(value, factor(suffix)));
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long factor(@Nullable String suffix) {
    if (suffix == null) {
      return 1;
    }
    return suffix.equalsIgnoreCase("k") ? 1_000 : 1_000_000;
  }
}
