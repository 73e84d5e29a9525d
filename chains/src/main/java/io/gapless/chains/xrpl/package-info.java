/// The XRP Ledger: ledgers as servers give them, and the client that asks for them. Front door:
/// `XrplClient`.
@NullMarked
package io.gapless.chains.xrpl;

import org.jspecify.annotations.NullMarked;
