package io.gapless.processes;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a timeout that failed is tried again.
///
/// @param initial time before the second try
/// @param backoff by what each later interval is longer, 1 or more
/// @param maxInterval an interval as long as this is not waited for: the process fails; null: none is
///     too long
/// @param maxAttempts tries in all; null: any number
/// @param nonRetryable reasons that are never tried again, letter for letter
public record RetryPolicy(Duration initial, double backoff, @Nullable Duration maxInterval,
    @Nullable Integer maxAttempts, List<String> nonRetryable) {

  /// Three tries, five seconds apart.
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(5), 1.0, null, 3, List.of());

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public RetryPolicy {
    if (initial.toMillis() < 1) {
      throw new IllegalArgumentException("initial interval < 1 ms: " + initial);
    }
    if (!(backoff >= 1)) {
      throw new IllegalArgumentException("backoff < 1: " + backoff);
    }
    if (maxAttempts != null && maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts < 1: " + maxAttempts);
    }
    nonRetryable = List.copyOf(nonRetryable);
  }
}
