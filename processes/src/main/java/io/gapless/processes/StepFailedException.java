package io.gapless.processes;

/// A step that did not succeed, and says why.
public final class StepFailedException extends RuntimeException {

  /// @param reason as the process will show it, and as the namespace's retry policy knows it
  public StepFailedException(String reason) {
    super(reason);
  }

  /// @param reason as the process will show it, and as the namespace's retry policy knows it
  public StepFailedException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /// Why it failed.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
