/// Proofs that a ledger is what its hash says, from the answer alone. Front door: [LedgerProof].
@NullMarked
package io.gapless.chains.xrpl.proof;

import org.jspecify.annotations.NullMarked;
