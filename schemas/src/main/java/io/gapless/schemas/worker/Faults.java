package io.gapless.schemas.worker;

import io.gapless.schemas.serde.RegistryUnavailableException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells faults that pass from those that stay.
public final class Faults {

  private Faults() {}

  /// Whether trying again may succeed: a server was not reached, or said so itself.
  public static boolean isPassing(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException || cause instanceof RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }

  /// The message of the innermost cause, on one line.
  public static String reason(Throwable fault) {
    var cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return cause.getClass().getSimpleName() + ": " + message;
  }
}
