/// Random numbers that a seed decides; the front door is
/// [io.gapless.simulator.seeds.SeededRandom].
@NullMarked
package io.gapless.simulator.seeds;

import org.jspecify.annotations.NullMarked;
