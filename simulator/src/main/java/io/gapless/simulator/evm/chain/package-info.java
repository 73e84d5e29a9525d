/// The chain itself, a pure function of its options, and the truth about its transfers; the front
/// door is [io.gapless.simulator.evm.chain.SimulatedChain].
@NullMarked
package io.gapless.simulator.evm.chain;

import org.jspecify.annotations.NullMarked;
