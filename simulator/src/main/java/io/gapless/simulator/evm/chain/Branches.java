package io.gapless.simulator.evm.chain;

import java.util.ArrayList;
import java.util.List;

/// Which seed each block is made from: the chain's own, or that of a branch that replaced the blocks
/// from some height on.
///
/// @param seed of the blocks before every branch
/// @param replaced in the order in which the branches took over; each covers all blocks above its
///     first
record Branches(long seed, List<Branch> replaced) {
  private static final long SPREAD = 0x632be59bd9b4e019L;

  Branches { replaced = List.copyOf(replaced); }

  /// A chain that was never reorganised.
  static Branches none(long seed) {
    return new Branches(seed, List.of());
  }

  /// The same after one more reorganisation. The branch's seed is mixed with the chain's, so that
  /// no branch repeats the chain itself.
  Branches replacedFrom(long firstBlock, long branchSeed) {
    List<Branch> longer = new ArrayList<>(replaced);
    longer.add(new Branch(firstBlock, seed + SPREAD * (2 * branchSeed + 1)));
    return new Branches(seed, longer);
  }

  /// The seed of a block.
  long seedAt(long number) {
    for (Branch branch : replaced.reversed()) {
      if (number >= branch.first()) {
        return branch.seed();
      }
    }
    return seed;
  }

  /// One branch.
  ///
  /// @param first number of its first block
  /// @param seed of its blocks
  record Branch(long first, long seed) {}
}
