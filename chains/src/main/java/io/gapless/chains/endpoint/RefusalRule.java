package io.gapless.chains.endpoint;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of `refusals.tsv`: which failures it knows, and what their numbers mean.
///
/// @param kind what the failure means
/// @param statuses HTTP statuses as text, `5xx` for a whole class; empty for any
/// @param codes JSON-RPC error codes; empty for any
/// @param words what one of the texts must contain; empty for any
/// @param take what the number in the pattern is
record RefusalRule(
    Kind kind,
    Set<String> statuses,
    Set<Long> codes,
    Optional<Pattern> words,
    Take take) {

  enum Kind {
    SPAN_CAP,
    DENSITY,
    TOO_MANY_ADDRESSES,
    BILLING,
    THROTTLED,
    BAD_BLOCK_TAG,
    MISSING_HEAD,
    MISSING_PRUNED,
    MISSING,
    TIMEOUT,
    UNSUPPORTED,
    AUTH,
    SERVER_FAULT
  }

  enum Take {
    /// The pattern holds no number.
    NOTHING,
    /// The number is a limit that lasts.
    MAX,
    /// The number is a width that is said to work.
    WIDTH
  }

  /// What a rule found in a failure.
  record Match(RefusalRule rule, OptionalLong number) {}

  Optional<Match> match(NodeError error) {
    if (!hasStatus(error.httpStatus()) || !hasCode(error.code())) {
      return Optional.empty();
    }
    if (words.isEmpty()) {
      return Optional.of(new Match(this, OptionalLong.empty()));
    }
    for (String text : error.texts()) {
      Matcher matcher = words.get().matcher(text);
      if (matcher.find()) {
        return Optional.of(new Match(this, number(matcher)));
      }
    }
    return Optional.empty();
  }

  private OptionalLong number(Matcher matcher) {
    return take == Take.NOTHING
        ? OptionalLong.empty()
        : Numbers.parse(matcher.group("n"), matcher.group("k"));
  }

  private boolean hasStatus(int status) {
    return statuses.isEmpty()
        || statuses.contains(String.valueOf(status))
        || statuses.contains(status / 100 + "xx");
  }

  private boolean hasCode(OptionalLong code) {
    return codes.isEmpty() || (code.isPresent() && codes.contains(code.getAsLong()));
  }
}
