/// What a chain's own hashes prove of a node's answers. Front door:
/// [io.gapless.chains.evm.proof.HeaderHash].
@NullMarked
package io.gapless.chains.evm.proof;

import org.jspecify.annotations.NullMarked;
