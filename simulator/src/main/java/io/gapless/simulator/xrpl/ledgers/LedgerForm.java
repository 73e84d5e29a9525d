package io.gapless.simulator.xrpl.ledgers;

/// In which form a ledger is asked for.
///
/// @param transactions whether to list them
/// @param expand whether with all their fields; else by id
/// @param binary whether in hex of the binary form
/// @param apiVersion 1 or 2
public record LedgerForm(boolean transactions, boolean expand, boolean binary, int apiVersion) {
  /// The first version.
  public static final int VERSION_1 = 1;
  /// The second version.
  public static final int VERSION_2 = 2;

  /// The same in JSON.
  public LedgerForm asJson() {
    return new LedgerForm(transactions, expand, false, apiVersion);
  }
}
