package io.gapless.embedded.packages;

import org.jspecify.annotations.Nullable;

/// A package could not be had. The message is one line that says what to do.
public final class PackageException extends RuntimeException {

  /// A failure with its cause, if there is one.
  public PackageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// A failure that speaks for itself.
  public PackageException(String message) {
    this(message, null);
  }
}
