package io.gapless.chains.xrpl.payment;

import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.XrplAmount;
import java.util.Optional;
import java.util.OptionalLong;

/// A Payment, whether it succeeded or failed.
/// [Payment](https://xrpl.org/docs/references/protocol/transactions/types/payment)
///
/// @param facts its place in the ledger and its result
/// @param amount what was to be delivered; at most this, where it is a partial payment
/// @param delivered what was delivered, which alone counts
/// @param flags all 32 of them
/// @param hasPaths whether it names paths
/// @param sequence of the account; 0 where it uses a ticket
public record XrplPayment(
    TransactionFacts facts,
    AccountId account,
    AccountId destination,
    OptionalLong sourceTag,
    OptionalLong destinationTag,
    XrplAmount amount,
    Optional<XrplAmount> sendMax,
    Optional<XrplAmount> deliverMin,
    Delivered delivered,
    long flags,
    boolean hasPaths,
    long feeDrops,
    long sequence,
    OptionalLong ticketSequence) {

  /// tfPartialPayment among the flags.
  static final long PARTIAL = 0x0002_0000;

  /// Reads a transaction that [TransactionFacts#isPayment] says is one; refuses what cannot be read
  /// with an [UnreadableTransactionException].
  public static XrplPayment of(
      LedgerHeader header, XrplTransaction transaction, TransactionFacts facts) {
    return new PaymentReader(header, facts).read(transaction);
  }

  /// Whether it may deliver less than its amount (tfPartialPayment).
  public boolean isPartial() {
    return (flags & PARTIAL) != 0;
  }
}
