package io.gapless.processes;

/// The broker cannot be reached, or whoever owns a process; asking again may succeed.
public final class EngineUnavailableException extends RuntimeException {

  /// @param message one line
  public EngineUnavailableException(String message) {
    super(message);
  }

  /// @param message one line
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
