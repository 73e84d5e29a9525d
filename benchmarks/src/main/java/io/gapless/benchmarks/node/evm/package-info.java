/// A chain of ERC-20 transfers. Front door: [io.gapless.benchmarks.node.evm.EvmWorkload].
@NullMarked
package io.gapless.benchmarks.node.evm;

import org.jspecify.annotations.NullMarked;
