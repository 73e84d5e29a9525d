/// Deterministic chains served by nodes that limit and fail as real ones do, and what both kinds of
/// node share; the front door for EVM chains is [io.gapless.simulator.evm.EvmSimulator]. Uses
/// nothing else of this project, so that what it says about a chain is an independent witness.
@NullMarked
package io.gapless.simulator;

import org.jspecify.annotations.NullMarked;
