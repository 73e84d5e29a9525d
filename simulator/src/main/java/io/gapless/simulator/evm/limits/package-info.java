/// What providers refuse and in which words; the front door is
/// [io.gapless.simulator.evm.limits.EvmNodeLimits].
@NullMarked
package io.gapless.simulator.evm.limits;

import org.jspecify.annotations.NullMarked;
