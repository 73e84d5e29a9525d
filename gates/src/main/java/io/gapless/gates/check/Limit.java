package io.gapless.gates.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A bound that a gate's value has to keep: `fail <= 0.02`, `warn >= 0.60`.
///
/// @param level what it means when it does not
public record Limit(Level level, Comparison comparison, BigDecimal bound) {

  private static final Pattern TEXT =
      Pattern.compile("(fail|warn)\\s*(<=|>=)\\s*(-?\\d+(?:\\.\\d+)?)");

  /// What a broken limit means.
  public enum Level {
    /// Somebody should look.
    WARN,
    /// The gate failed.
    FAIL
  }

  /// On which side of the bound values are right.
  public enum Comparison {
    /// At most.
    AT_MOST("<="),
    /// At least.
    AT_LEAST(">=");

    private final String text;

    Comparison(String text) {
      this.text = text;
    }
  }

  /// Reads limits with `;` between them.
  ///
  /// @throws IllegalArgumentException where it is none
  static List<Limit> parse(String text) {
    return Arrays.stream(text.split(";")).map(part -> {
      var limit = TEXT.matcher(part.strip());
      if (!limit.matches()) {
        throw new IllegalArgumentException(
            "'" + part.strip() + "' is no limit such as `fail <= 0.02` or `warn >= 0.6`");
      }
      return new Limit(Level.valueOf(limit.group(1).toUpperCase(Locale.ROOT)),
          limit.group(2).equals("<=") ? Comparison.AT_MOST : Comparison.AT_LEAST,
          new BigDecimal(limit.group(3)));
    }).toList();
  }

  /// Whether a value keeps it; no number never does.
  boolean holds(double value) {
    return switch (comparison) {
      case AT_MOST -> value <= bound.doubleValue();
      case AT_LEAST -> value >= bound.doubleValue();
    };
  }

  @Override
  public String toString() {
    return comparison.text + " " + bound.toPlainString();
  }
}
