package io.gapless.chains.xrpl.payment;

import io.gapless.chains.xrpl.codec.XrplAmount;

/// What a payment brought to its destination.
/// [Rule](https://xrpl.org/docs/concepts/payment-types/partial-payments#the-delivered_amount-field)
public sealed interface Delivered {

  /// This much.
  record Exactly(XrplAmount amount) implements Delivered {}

  /// Something, but how much is not on record: partial payments before 2014-01-24.
  record Unavailable() implements Delivered {}

  /// Nothing, for the payment failed.
  record Nothing() implements Delivered {}
}
