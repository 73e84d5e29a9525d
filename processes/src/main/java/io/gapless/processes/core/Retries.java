package io.gapless.processes.core;

import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StoredTask;
import java.util.OptionalLong;

/// When a timeout that failed is tried again.
final class Retries {

  /// A hundred years.
  static final long LONGEST_MILLIS = 36_525L * 86_400_000;

  private Retries() {}

  /// Milliseconds to wait; empty if it is not tried again.
  ///
  /// The longest interval is a stop, not a cap: a process whose next interval reaches it fails.
  static OptionalLong interval(RetrySettings settings, StoredTask failed, StepFailure failure) {
    long last = failed.getRetryIntervalMs();
    long next = Math.min(LONGEST_MILLIS,
        last == 0 ? settings.getInitialMs() : (long) (last * settings.getBackoff()));
    Long longest = settings.getMaxIntervalMs();
    Integer attempts = settings.getMaxAttempts();
    boolean again = failure.getMayRetry()
        && !settings.getNonRetryable().contains(failure.getReason())
        && (longest == null || next < longest)
        && (attempts == null || failed.getRetryAttempts() + 1 < attempts);
    return again ? OptionalLong.of(next) : OptionalLong.empty();
  }
}
