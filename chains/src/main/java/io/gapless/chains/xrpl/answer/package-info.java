/// Ledgers and transactions as servers answer with them, in any of the shapes that they have. Front
/// doors: [LedgerReader] and [TransactionReader].
@NullMarked
package io.gapless.chains.xrpl.answer;

import org.jspecify.annotations.NullMarked;
