package io.gapless.planner;

/// The planner cannot go on, and trying again would not help. The message is one line that says
/// what to do.
public final class PlannerException extends RuntimeException {

  public PlannerException(String message) {
    super(message);
  }

  public PlannerException(String message, Throwable cause) {
    super(message, cause);
  }
}
