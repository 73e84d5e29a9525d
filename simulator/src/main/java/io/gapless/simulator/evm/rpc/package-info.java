/// Calls, their answers and what a node counts; what every part of a simulated node speaks.
@NullMarked
package io.gapless.simulator.evm.rpc;

import org.jspecify.annotations.NullMarked;
