package io.gapless.cli.realchain.market;

import java.util.List;

/// What a transaction of the story did to one holder in one condition.
///
/// @param transaction its number in the order in which transactions were sent, from 0
/// @param cash collateral received, in millionths; negative where it was paid
/// @param shares what came of each outcome, in millionths; negative where it went
public record Entry(int transaction, Kind kind, Wallet holder, Condition condition, long cash,
    List<Long> shares) {

  /// Makes a copy of the shares, and refuses those that are not of the condition.
  public Entry {
    shares = List.copyOf(shares);
    if (shares.size() != condition.outcomeCount()) {
      throw new IllegalArgumentException("shares of " + condition + ": " + shares);
    }
  }

  /// Why something moved.
  public enum Kind {
    /// Shares for the holder's own collateral, or the reverse, at the exchange.
    TRADE,
    /// Shares that another wallet paid for.
    TREAT,
    /// Collateral for shares that another wallet got.
    PAYMENT,
    /// A fee, as its receiver sees it.
    FEE,
    /// Collateral made a full set.
    SPLIT,
    /// A full set made collateral.
    MERGE,
    /// Shares given back to the contract for what they pay.
    REDEMPTION,
    /// Shares sent from wallet to wallet.
    GIFT
  }
}
