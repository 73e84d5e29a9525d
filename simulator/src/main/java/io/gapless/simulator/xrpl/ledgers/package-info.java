/// Chains of ledgers that a seed decides, with true hashes; the front doors are
/// [io.gapless.simulator.xrpl.ledgers.SimulatedLedgers] and, for what they hold,
/// [io.gapless.simulator.xrpl.ledgers.XrplTruth].
@NullMarked
package io.gapless.simulator.xrpl.ledgers;

import org.jspecify.annotations.NullMarked;
