/// A simulated EVM node over HTTP JSON-RPC with a provider's limits and faults; the front door is
/// [io.gapless.simulator.evm.EvmSimulator]. A call passes, from outside in:
///
/// ```
/// FaultyHttp → NodeEndpoint (FaultyGate, RateGate) → FaultyCalls → CappedLogs → ChainRpc
/// ```
@NullMarked
package io.gapless.simulator.evm;

import org.jspecify.annotations.NullMarked;
