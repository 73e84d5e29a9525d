/// A real node on which web3j deploys real contracts, and what its receipts say. Front door:
/// [io.gapless.cli.realchain.anvil.AnvilChain].
@NullMarked
package io.gapless.cli.realchain.anvil;

import org.jspecify.annotations.NullMarked;
