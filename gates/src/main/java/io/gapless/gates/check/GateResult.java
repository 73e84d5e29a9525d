package io.gapless.gates.check;

import java.util.List;
import java.util.OptionalDouble;

/// What a gate said.
///
/// @param gate its name
/// @param value empty where it could not be evaluated, or there was nothing to judge
/// @param threshold its limits as text; empty where there are none
/// @param detail a few words; the error, where it could not be evaluated
/// @param worst where to look first
public record GateResult(String gate, String why, Outcome outcome, OptionalDouble value,
    String threshold, String detail, List<Subject> worst) {

  /// Takes a copy.
  public GateResult { worst = List.copyOf(worst); }

  /// What became of a gate.
  public enum Outcome {
    /// Its limits hold.
    PASSED,
    /// A limit that only warns does not hold.
    WARNED,
    /// A limit does not hold.
    FAILED,
    /// It has no limit in this profile.
    REPORTED,
    /// It has limits, and no value.
    NOT_EVALUATED
  }

  /// Something that a gate looked at.
  ///
  /// @param name of a market, a wallet, …
  /// @param value of it, in the gate's unit or in dollars
  public record Subject(String name, double value) {}

  /// Whether it stops a rebuild.
  public boolean stops() {
    return outcome == Outcome.FAILED || outcome == Outcome.NOT_EVALUATED;
  }

  /// As a line for a person.
  public String sentence() {
    return gate + (value.isPresent()
        ? " is " + number(value.getAsDouble()) + " and has to be " + threshold
        : " could not be evaluated") + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  /// A value with as many digits as say something.
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(java.util.Locale.ROOT, "%.4f", value);
  }
}
