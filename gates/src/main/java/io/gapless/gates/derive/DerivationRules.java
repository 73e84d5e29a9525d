package io.gapless.gates.derive;

/// How flows are judged and profits counted.
///
/// @param confidence what HIGH asks for
/// @param maxPrice a share that cost more, in dollars, was not all that was paid for
/// @param dust a result up to this many smallest units is neither won nor lost
public record DerivationRules(Confidence confidence, double maxPrice, long dust) {

  /// Refined; 1.05 dollars; a cent.
  public static final DerivationRules USUAL =
      new DerivationRules(Confidence.REFINED, 1.05, 10_000);

  /// What HIGH asks for.
  public enum Confidence {
    /// Both legs, and nothing about them that can be read in two ways.
    REFINED,
    /// Both legs.
    LITERAL
  }
}
