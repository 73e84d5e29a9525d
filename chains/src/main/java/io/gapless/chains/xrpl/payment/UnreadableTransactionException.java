package io.gapless.chains.xrpl.payment;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.Sha512Half;
import java.util.Optional;

/// A transaction that could not be read. It is not to be dropped: the message names it and says in
/// one line what is wrong with it.
public final class UnreadableTransactionException extends IllegalArgumentException {

  private final XrplTransaction transaction;

  UnreadableTransactionException(XrplTransaction transaction, String why) {
    super("transaction " + name(transaction) + " cannot be read: " + why);
    this.transaction = transaction;
  }

  /// The transaction as it came.
  public XrplTransaction transaction() {
    return transaction;
  }

  /// Its id: the one that its bytes make, or where there are none the one that the server named.
  public Optional<Hash32> id() {
    return id(transaction);
  }

  private static Optional<Hash32> id(XrplTransaction transaction) {
    return transaction.whyNotBinary().isPresent()
        ? transaction.claimedId()
        : Optional.of(new Sha512Half().transactionId(transaction.blob()));
  }

  private static String name(XrplTransaction transaction) {
    return id(transaction).map(Hash32::toUpperHex).orElse("without an id");
  }
}
