/// How Ethereum encodes and hashes: Keccak-256, RLP, Merkle-Patricia roots, logs blooms.
@NullMarked
package io.gapless.simulator.evm.encoding;

import org.jspecify.annotations.NullMarked;
