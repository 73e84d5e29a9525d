package io.gapless.cli.matrix;

import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.util.List;

/// A combination's nodes.
///
/// @param nodes that fetchers ask, the one with the fault first
/// @param sound that the planner asks for bounds, so that jobs are the same whatever the fault
record Setup(Combination combination, List<EvmSimulator> nodes, EvmSimulator sound) {

  static Setup start(Combination combination) {
    var chain = new SimulatedChain(EvmChainOptions.defaults().withChainId(combination.chainId())
        .withBlocks(Combination.BLOCKS));
    return new Setup(combination,
        combination.nodes().stream().map(options -> EvmSimulator.start(chain, options)).toList(),
        EvmSimulator.start(chain, EvmNodeOptions.defaults()));
  }

  String chain() {
    return "evm-" + combination.chainId();
  }

  void close() {
    nodes.forEach(EvmSimulator::close);
    sound.close();
  }
}
