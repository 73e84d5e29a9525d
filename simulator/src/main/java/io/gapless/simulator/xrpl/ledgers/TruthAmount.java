package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.Amount;

/// An amount as the truth tells it.
///
/// @param value drops, exact decimal as rippled writes it (`12.5`, `1000000000000000e-96`, `0`),
///     units of a token, or `unavailable`
/// @param currency `XRP`, three letters, 40 hex digits, or the 48 hex digits of a token's id; empty
///     where the value is unavailable
/// @param issuer `r…`, empty for XRP and where the value is unavailable
public record TruthAmount(String value, String currency, String issuer) {
  /// What nobody can tell of old partial payments.
  public static final TruthAmount UNAVAILABLE = new TruthAmount("unavailable", "", "");

  static TruthAmount of(Amount amount) {
    return switch (amount) {
      case Amount.Drops drops -> new TruthAmount(drops.value(), "XRP", "");
      case Amount.Issued issued -> new TruthAmount(issued.value(), issued.currency().toString(),
          issued.issuer().toString());
      case Amount.Mpt mpt -> new TruthAmount(mpt.value(), mpt.issuanceIdText(),
          mpt.issuer().toString());
    };
  }

  /// Whether it is of a multi-purpose token.
  public boolean isToken() {
    return currency.length() == 48;
  }
}
