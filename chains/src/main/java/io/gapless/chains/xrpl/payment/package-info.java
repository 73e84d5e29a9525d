/// What transactions say. Front doors: [TransactionFacts] for any of them, [XrplPayment] for those
/// that pay.
@NullMarked
package io.gapless.chains.xrpl.payment;

import org.jspecify.annotations.NullMarked;
