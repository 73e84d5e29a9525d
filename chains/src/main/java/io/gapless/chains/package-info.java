/// Talking to chains: what every kind of node shares. Front doors:
/// [io.gapless.chains.endpoint.EndpointPool] and [io.gapless.chains.evm.EvmClient].
@NullMarked
package io.gapless.chains;

import org.jspecify.annotations.NullMarked;
