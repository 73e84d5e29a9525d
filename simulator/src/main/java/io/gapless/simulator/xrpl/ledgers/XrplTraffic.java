package io.gapless.simulator.xrpl.ledgers;

/// What happens in simulated ledgers.
///
/// @param transactionsPerLedger in an average ledger, 0 to 1000; some ledgers are empty, some six
///     times as busy
/// @param paymentShare share of payments among the transactions, 0 to 1
/// @param failedShare share of transactions that failed and only paid their fee, 0 to 1
/// @param accounts number of accounts, at least 2, beside those that payments make
/// @param issuers number of issuers of currencies and tokens, at least 1
public record XrplTraffic(double transactionsPerLedger, double paymentShare, double failedShare,
    int accounts, int issuers) {
  public XrplTraffic {
    if (!(transactionsPerLedger >= 0 && transactionsPerLedger <= 1_000)) {
      throw new IllegalArgumentException(
          "transactionsPerLedger is not in 0 to 1000: " + transactionsPerLedger);
    }
    requireShare("paymentShare", paymentShare);
    requireShare("failedShare", failedShare);
    if (accounts < 2) {
      throw new IllegalArgumentException("accounts < 2: " + accounts);
    }
    if (issuers < 1) {
      throw new IllegalArgumentException("issuers < 1: " + issuers);
    }
  }

  /// Some 30 transactions a ledger, two thirds of them payments, one in twelve failed.
  public static XrplTraffic defaults() {
    return new XrplTraffic(30, 2 / 3.0, 1 / 12.0, 2_000, 40);
  }

  /// The same with another number of transactions in an average ledger.
  public XrplTraffic withTransactionsPerLedger(double transactionsPerLedger) {
    return new XrplTraffic(transactionsPerLedger, paymentShare, failedShare, accounts, issuers);
  }

  /// The same with another share of payments.
  public XrplTraffic withPaymentShare(double paymentShare) {
    return new XrplTraffic(transactionsPerLedger, paymentShare, failedShare, accounts, issuers);
  }

  /// The same with another share of failed transactions.
  public XrplTraffic withFailedShare(double failedShare) {
    return new XrplTraffic(transactionsPerLedger, paymentShare, failedShare, accounts, issuers);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " is not in 0 to 1: " + share);
    }
  }
}
