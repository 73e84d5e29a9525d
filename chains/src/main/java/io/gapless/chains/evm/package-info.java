/// The JSON-RPC of EVM nodes, with every answer checked. Front door:
/// [io.gapless.chains.evm.EvmClient].
@NullMarked
package io.gapless.chains.evm;

import org.jspecify.annotations.NullMarked;
