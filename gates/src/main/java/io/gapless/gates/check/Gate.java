package io.gapless.gates.check;

/// A question to a run, in SQL, that is answered with one row:
///
/// - `value`, a number that profiles set limits for; null where there is nothing to judge;
/// - `detail`, a few words about it;
/// - `worst`, an array of (subject, value): where to look first.
///
/// @param name that profiles use
/// @param why it is asked, a sentence
/// @param stage after which it can be asked
/// @param sql with the parameters `chain`, `run`, `jobs` (their ids), `window_first` (a block) and
///     those that profiles set
public record Gate(String name, String why, Stage stage, String sql) {

  /// Parts of a derivation.
  public enum Stage {
    /// Net flows.
    FLOWS,
    /// Profits, which are made of them.
    PROFITS
  }
}
