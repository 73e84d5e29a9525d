package io.gapless.embedded.process;

import org.jspecify.annotations.Nullable;

/// An embedded service could not be started or has failed. The message is one line that says what
/// to do, and holds no secret.
public final class ServiceException extends RuntimeException {

  /// A failure with its cause, if there is one.
  public ServiceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// A failure that speaks for itself.
  public ServiceException(String message) {
    this(message, null);
  }
}
