package io.gapless.processes;

import io.gapless.schemas.record.StepErrorKind;

/// A request about a process that was not granted, or whose step failed.
public final class ProcessException extends RuntimeException {

  private final StepErrorKind kind;

  /// @param reason one line
  public ProcessException(StepErrorKind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  /// What kind it is of; `PROCESSOR` and `REFUSED` have user code's own reason.
  public StepErrorKind kind() {
    return kind;
  }
}
