package io.gapless.simulator.evm;

import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.faults.Reorganise;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.RequestCounters;
import java.util.List;

/// The chain and the head that a node has at the moment; for many threads at once.
final class NodeState {
  private final int requestsPerBlock;
  private final List<Reorganise> reorganisations;
  private final RequestCounters counters;
  private SimulatedChain chain;
  private int headLag;
  private long requests;

  NodeState(SimulatedChain chain, EvmNodeOptions options, RequestCounters counters) {
    this.chain = chain;
    this.headLag = options.behaviour().headLag();
    this.requestsPerBlock = options.behaviour().requestsPerBlock();
    this.reorganisations = options.faults().of(Reorganise.class);
    this.counters = counters;
  }

  /// Counts a request, lets happen what was to happen before it, and returns what it sees.
  synchronized NodeView nextRequest() {
    for (Reorganise fault : reorganisations) {
      if (requests == fault.afterRequests()) {
        reorganise(Math.max(1, chain.head() - fault.depth() + 1), fault.branchSeed());
        counters.fault(fault.kind());
      }
    }
    requests++;
    if (requestsPerBlock > 0 && requests % requestsPerBlock == 0 && headLag > 0) {
      headLag--;
    }
    return new NodeView(chain, Math.max(0, chain.head() - headLag));
  }

  synchronized SimulatedChain chain() {
    return chain;
  }

  synchronized void reorganise(long firstBlock, long branchSeed) {
    chain = chain.reorganised(firstBlock, branchSeed);
  }

  synchronized void lag(int blocks) {
    headLag = blocks;
  }
}
