package io.gapless.simulator.evm;

class VerifiedChainIT extends VerifiedChain {
  VerifiedChainIT() {
    super(start());
  }
}
