/// What nodes do wrong, each thing a value; the front door is
/// [io.gapless.simulator.evm.faults.EvmFault]. Whether a thing happens is decided by a seed and the
/// block and log, or the request's number, so that a run repeats.
@NullMarked
package io.gapless.simulator.evm.faults;

import org.jspecify.annotations.NullMarked;
