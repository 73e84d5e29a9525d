/// The XRP Ledger's binary form, read from bytes. Front doors: [LedgerReader] for a server's answer,
/// [TransactionFacts] and [XrplPayment] for what a transaction says.
@NullMarked
package io.gapless.chains.xrpl.codec;

import org.jspecify.annotations.NullMarked;
