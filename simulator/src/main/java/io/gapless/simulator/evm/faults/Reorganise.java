package io.gapless.simulator.evm.faults;

/// The chain's newest blocks are replaced by another branch while the node serves.
///
/// @param depth number of blocks replaced, from the chain's head back
/// @param branchSeed which branch
/// @param afterRequests HTTP requests answered from the old branch
public record Reorganise(int depth, long branchSeed, long afterRequests) implements EvmFault {
  public Reorganise {
    if (depth < 1) {
      throw new IllegalArgumentException("depth < 1: " + depth);
    }
    if (afterRequests < 0) {
      throw new IllegalArgumentException("afterRequests < 0: " + afterRequests);
    }
  }

  @Override
  public String kind() {
    return "reorganise";
  }
}
