/// A simulated EVM node over HTTP JSON-RPC with a provider's limits; the front door is
/// [io.gapless.simulator.evm.EvmSimulator].
@NullMarked
package io.gapless.simulator.evm;

import org.jspecify.annotations.NullMarked;
