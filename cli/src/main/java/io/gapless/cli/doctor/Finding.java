package io.gapless.cli.doctor;

/// What one check found.
///
/// @param good whether all is well
/// @param needed whether commands fail without it
/// @param text what was looked at, and how it is
/// @param advice what to do; empty where all is well
public record Finding(boolean good, boolean needed, String text, String advice) {

  static Finding good(String text) {
    return new Finding(true, true, text, "");
  }

  static Finding missing(String text, String advice) {
    return new Finding(false, true, text, advice);
  }

  static Finding weak(String text, String advice) {
    return new Finding(false, false, text, advice);
  }

  /// `✓ text`, or `✗ text: advice`.
  public String line() {
    return (good ? "✓ " : needed ? "✗ " : "! ") + text + (advice.isEmpty() ? "" : ": " + advice);
  }
}
