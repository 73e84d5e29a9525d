package io.gapless.chains.endpoint;

import java.util.OptionalDouble;

/// Finds out whether an endpoint refuses a part of the requests whatever their rate is, as some do of
/// which one machine behind a name is overloaded. A slower pace would not help there, only take longer.
///
/// An endpoint with a limit refuses next to nothing once the rate is below what it took. So where the
/// rate was lowered twice and still too much is refused, the part that is refused is taken of enough
/// requests, the rate is lowered to far below what was taken, and the part is taken again: where it is
/// no smaller, the rate is not to blame. Not for several threads.
final class RefusedAnyway {

  /// What to do where too much is refused.
  enum Finding {
    /// Lower the rate a little.
    LOWER,
    /// Lower the rate to far below what is taken, to see whether that helps.
    TRY_FAR_LOWER,
    /// Ask on as before: too little is known.
    ASK_ON,
    /// The rate does not matter.
    ANYWAY
  }

  /// A limit is found with so many lowerings.
  private static final int LOWERINGS = 2;
  /// So many refusals tell a part, the first time; after each finding it takes twice as many, since the
  /// one before did not hold.
  private static final double ENOUGH = 10;
  /// An endpoint that refuses more than that has a limit, or is shut for a while.
  private static final double MOST = 0.7;
  /// So many requests of which less than this part was refused are of a rate that is not too high.
  private static final double CALM_REQUESTS = 200;
  private static final double CALM_PART = 0.01;
  /// After so many requests without a quarter of what was found, it is over.
  private static final double OVER_REQUESTS = 1_000;

  private double enough = ENOUGH;
  private int lowerings;
  private double accepted;
  private double refused;
  private OptionalDouble before = OptionalDouble.empty();
  private double found;

  /// A request was accepted.
  ///
  /// @return whether what was found is over
  boolean accepted() {
    accepted++;
    double all = accepted + refused;
    if (all >= CALM_REQUESTS && refused < CALM_PART * all) {
      lowerings = 0;
      before = OptionalDouble.empty();
    }
    if (found == 0 || all < OVER_REQUESTS) {
      return false;
    }
    boolean isOver = refused < found / 4 * all;
    if (isOver) {
      found = 0;
    }
    begin();
    return isOver;
  }

  void refused() {
    refused++;
  }

  /// What to do about too many refusals.
  Finding find() {
    if (lowerings < LOWERINGS) {
      return Finding.LOWER;
    }
    if (refused < enough) {
      return Finding.ASK_ON;
    }
    double part = part();
    if (part > MOST) {
      before = OptionalDouble.empty();
      return Finding.LOWER;
    }
    if (before.isPresent() && part > before.getAsDouble() / 2) {
      found = part;
      enough *= 2;
      lowerings = 0;
      before = OptionalDouble.empty();
      begin();
      return Finding.ANYWAY;
    }
    before = OptionalDouble.of(part);
    return Finding.TRY_FAR_LOWER;
  }

  /// The part of the requests that was refused since the rate was lowered.
  double part() {
    return refused / Math.max(1, accepted + refused);
  }

  /// The part that is refused at any rate; 0 where none was found.
  double found() {
    return found;
  }

  /// The rate was lowered.
  void lowered() {
    lowerings++;
    begin();
  }

  private void begin() {
    accepted = 0;
    refused = 0;
  }
}
