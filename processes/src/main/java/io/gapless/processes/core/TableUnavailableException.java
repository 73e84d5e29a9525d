package io.gapless.processes.core;

/// The table cannot be read or written now: nothing of a command was applied, and it is applied again
/// later.
public final class TableUnavailableException extends RuntimeException {

  private final RuntimeException reason;

  /// @param reason of the table's own
  public TableUnavailableException(RuntimeException reason) {
    super(reason);
    this.reason = reason;
  }

  /// The table's own exception.
  public RuntimeException reason() {
    return reason;
  }
}
