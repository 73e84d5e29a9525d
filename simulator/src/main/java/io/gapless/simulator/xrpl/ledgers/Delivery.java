package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.Amount;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;

/// What a payment delivered, by the network's rule: what its metadata says, else its amount in
/// ledgers that are young enough to say where they differ.
/// [DeliveredAmount.cpp](https://github.com/XRPLF/rippled/blob/develop/src/xrpld/rpc/detail/DeliveredAmount.cpp).
sealed interface Delivery {
  /// First ledger index from which metadata says what was delivered.
  long RECORDED_SINCE_INDEX = 4_594_095;
  /// Seconds since 2000 after which it does, whatever the index.
  long RECORDED_AFTER = 446_000_000;

  /// This amount.
  record Known(Amount amount) implements Delivery {}

  /// Nothing: the payment failed.
  record Nothing() implements Delivery {}

  /// Too old to tell.
  record Unavailable() implements Delivery {}

  /// Whether the metadata of a ledger says what was delivered.
  static boolean recorded(long index, long closeTime) {
    return index >= RECORDED_SINCE_INDEX || closeTime > RECORDED_AFTER;
  }

  /// What a payment in a ledger delivered.
  static Delivery of(Payment payment, LedgerHeader header) {
    if (!payment.succeeded()) {
      return new Nothing();
    }
    if (payment.delivered().isPresent()) {
      return new Known(payment.delivered().get());
    }
    return recorded(header.index(), header.closeTime())
        ? new Known(payment.amount())
        : new Unavailable();
  }
}
