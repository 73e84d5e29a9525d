package io.gapless.simulator.evm;

/// What is true of a chain is true of one that was reorganised while it was served.
class VerifiedBranchIT extends VerifiedChain {
  VerifiedBranchIT() {
    super(reorganised(start()));
  }

  private static EvmSimulator reorganised(EvmSimulator node) {
    node.reorganise(60, 7);
    return node;
  }
}
