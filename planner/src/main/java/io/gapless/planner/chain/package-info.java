/// Block numbers and block times of a chain. Front door: [io.gapless.planner.chain.ChainClock].
@NullMarked
package io.gapless.planner.chain;

import org.jspecify.annotations.NullMarked;
