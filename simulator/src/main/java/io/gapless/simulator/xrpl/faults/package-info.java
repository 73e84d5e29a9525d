/// What a node does wrong on purpose, decided by a seed; the front door is
/// [io.gapless.simulator.xrpl.faults.XrplFaultPlan].
@NullMarked
package io.gapless.simulator.xrpl.faults;

import org.jspecify.annotations.NullMarked;
