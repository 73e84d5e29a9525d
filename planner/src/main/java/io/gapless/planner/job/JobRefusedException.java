package io.gapless.planner.job;

/// A job cannot be done as it was asked for. The message is one line that names the option, its
/// value, and what would be right.
public final class JobRefusedException extends IllegalArgumentException {

  public JobRefusedException(String message) {
    super(message);
  }
}
