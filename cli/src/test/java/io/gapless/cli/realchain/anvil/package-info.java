/// A real node on which web3j deploys real contracts, and what its receipts say.
@NullMarked
package io.gapless.cli.realchain.anvil;

import org.jspecify.annotations.NullMarked;
