/// What a chain's own hashes prove of a node's answers. Front door:
/// [io.gapless.chains.evm.proof.BlockProof].
@NullMarked
package io.gapless.chains.evm.proof;

import org.jspecify.annotations.NullMarked;
