package io.gapless.simulator.xrpl.ledgers;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One payment as the truth tells it, failed or not; hashes are 64 upper-case hex digits, accounts
/// `r…`.
///
/// @param ledgerIndex index of its ledger
/// @param closeTime when its ledger closed
/// @param ledgerHash hash of its ledger
/// @param txHash its id
/// @param txIndex its place in the order of execution, from 0
/// @param result e.g. `tesSUCCESS`
/// @param account who sent it
/// @param destination who got it, perhaps the same
/// @param sourceTag where it has one
/// @param destinationTag where it has one
/// @param amount what was to be delivered, at most for a partial payment
/// @param sendMax most that was to be spent, where it says so
/// @param deliverMin least that was to be delivered, where it says so
/// @param delivered what was, empty where it failed
/// @param partial whether it is a partial payment
/// @param paths whether it names paths
/// @param flags all of them, 0 where it has no such field
/// @param feeDrops paid
/// @param sequence 0 where it used a ticket
/// @param ticket where it used one
public record TruthPayment(long ledgerIndex, Instant closeTime, String ledgerHash, String txHash,
    int txIndex, String result, String account, String destination, OptionalLong sourceTag,
    OptionalLong destinationTag, TruthAmount amount, Optional<TruthAmount> sendMax,
    Optional<TruthAmount> deliverMin, Optional<TruthAmount> delivered, boolean partial,
    boolean paths, long flags, long feeDrops, long sequence, OptionalLong ticket) {
  /// The columns of [#toCsv], in order.
  public static final String CSV_HEADER = "ledger_index,close_time,ledger_hash,tx_hash,tx_index,"
      + "result,account,destination,source_tag,destination_tag,amount_value,amount_currency,"
      + "amount_issuer,send_max_value,send_max_currency,send_max_issuer,deliver_min_value,"
      + "deliver_min_currency,deliver_min_issuer,delivered_value,delivered_currency,"
      + "delivered_issuer,partial_payment,has_paths,flags,fee_drops,sequence,ticket_sequence";

  /// Whether it moved anything.
  public boolean succeeded() {
    return result.equals("tesSUCCESS");
  }

  /// The row as a line of CSV; what it does not have is empty.
  public String toCsv() {
    return String.join(",", String.valueOf(ledgerIndex), closeTime.toString(), ledgerHash, txHash,
        String.valueOf(txIndex), result, account, destination, text(sourceTag),
        text(destinationTag), text(Optional.of(amount)), text(sendMax), text(deliverMin),
        text(delivered), String.valueOf(partial), String.valueOf(paths), String.valueOf(flags),
        String.valueOf(feeDrops), String.valueOf(sequence), text(ticket));
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
  }

  private static String text(Optional<TruthAmount> amount) {
    return amount.map(some -> String.join(",", some.value(), some.currency(), some.issuer()))
        .orElse(",,");
  }
}
