package io.gapless.gapdetector;

import io.gapless.schemas.serde.RegistryUnavailableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells faults that pass from those that stay.
final class Faults {

  private Faults() {}

  /// Whether trying again may succeed: a server was not reached, or said so itself.
  static boolean isPassing(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException || cause instanceof RegistryUnavailableException
          || cause instanceof SocketException || cause instanceof UnknownHostException
          || cause instanceof HttpTimeoutException || cause instanceof ClosedChannelException
          || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /// The message of the innermost cause, on one line.
  static String reason(Throwable fault) {
    var cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return cause.getClass().getSimpleName() + ": " + message;
  }
}
