package io.gapless.chains.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long a node asks to be left alone: [Retry-After](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)
/// in seconds or as a date, `backoff_seconds` in an error's data, or words such as "try again in
/// 4ms". Longer than a day is taken as a day.
final class RetryHint {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Pattern BACKOFF = Pattern.compile(
      "\"?backoff_seconds\"?\\s*[:=]\\s*\"?(?<n>\\d+(?:\\.\\d+)?)(?<unit>)",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern WORDS = Pattern.compile(
      "(?:try again|retry|wait|back ?off)(?: again)?(?: in| after| for|:)?:? (?<n>\\d+(?:\\.\\d+)?)"
          + "\\s*(?<unit>ms|milli\\w*|s\\b|sec\\w*|m\\b|min\\w*)",
      Pattern.CASE_INSENSITIVE);

  private RetryHint() {}

  static Optional<Duration> find(NodeError error, Instant now) {
    return header(error, now)
        .or(() -> words(BACKOFF, error))
        .or(() -> words(WORDS, error))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> header(NodeError error, Instant now) {
    boolean redirect = error.httpStatus() / 100 == 3;
    return redirect
        ? Optional.empty()
        : error.retryAfter().flatMap(value -> header(value.strip(), now));
  }

  private static Optional<Duration> header(String value, Instant now) {
    if (value.matches("\\d+(\\.\\d+)?")) {
      return Optional.of(seconds(value, "s"));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> words(Pattern pattern, NodeError error) {
    for (String text : error.texts()) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return Optional.of(seconds(matcher.group("n"), matcher.group("unit")));
      }
    }
    return Optional.empty();
  }

  private static Duration seconds(@Nullable String number, @Nullable String unit) {
    double value = number == null ? 0 : Double.parseDouble(number);
    String lower = unit == null ? "" : unit.toLowerCase(Locale.ROOT);
    boolean isMillis = lower.equals("ms") || lower.startsWith("mil");
    double factor = isMillis ? 1 : lower.startsWith("m") ? 60_000 : 1_000;
    return Duration.ofMillis((long) Math.min(value * factor, LONGEST.toMillis() + 1.0));
  }
}
