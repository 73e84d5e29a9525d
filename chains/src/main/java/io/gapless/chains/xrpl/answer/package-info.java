/// Ledgers as servers answer with them, in any of the shapes that they have. Front door:
/// [LedgerReader].
@NullMarked
package io.gapless.chains.xrpl.answer;

import org.jspecify.annotations.NullMarked;
