/// The real command on blocks that are not ours: a chain that anvil makes, on which web3j deploys
/// real contracts, and blocks recorded from public networks.
@NullMarked
package io.gapless.cli.realchain;

import org.jspecify.annotations.NullMarked;
