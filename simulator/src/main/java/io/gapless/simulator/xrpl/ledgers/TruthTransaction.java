package io.gapless.simulator.xrpl.ledgers;

import java.time.Instant;

/// One transaction as the truth tells it, failed or not; hashes are 64 upper-case hex digits, the
/// account `r…`.
///
/// @param ledgerIndex index of its ledger
/// @param closeTime when its ledger closed
/// @param ledgerHash hash of its ledger
/// @param txHash its id
/// @param txIndex its place in the order of execution, from 0
/// @param type e.g. `Payment`
/// @param result e.g. `tesSUCCESS`
/// @param account who sent it
/// @param feeDrops paid
/// @param sequence 0 where it used a ticket
/// @param flags all of them, 0 where it has no such field
public record TruthTransaction(long ledgerIndex, Instant closeTime, String ledgerHash,
    String txHash, int txIndex, String type, String result, String account, long feeDrops,
    long sequence, long flags) {
  /// Whether it is a payment, of which [TruthPayment] tells more.
  public boolean isPayment() {
    return type.equals("Payment");
  }
}
