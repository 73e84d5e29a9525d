package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.Workload;
import java.util.Locale;

/// A chain of ERC-20 transfers and nothing else.
///
/// @param transfers of the chain, about
/// @param transfersPerBlock transfers in an average block
public record EvmWorkload(long transfers, int transfersPerBlock) implements Workload {

  private static final long MOST_BLOCKS = 1_000_000;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public EvmWorkload {
    if (transfers < 1) {
      throw new IllegalArgumentException("transfers < 1: " + transfers);
    }
    if (transfersPerBlock < 1 || transfersPerBlock > 5_000) {
      throw new IllegalArgumentException(
          "transfersPerBlock is not from 1 to 5000: " + transfersPerBlock);
    }
    if (transfers / transfersPerBlock > MOST_BLOCKS) {
      throw new IllegalArgumentException("more than " + MOST_BLOCKS + " blocks: ask for fewer"
          + " transfers, or for more a block");
    }
  }

  @Override
  public String benchmark() {
    return "e2e";
  }

  @Override
  public String unit() {
    return "transfers";
  }

  @Override
  public String summary() {
    return String.format(Locale.ROOT, "%,d blocks with about %,d transfers", blocks(), transfers);
  }

  @Override
  public Node start() {
    return EvmNode.start(this);
  }

  /// Blocks of the chain, the empty one at its beginning included.
  int blocks() {
    return Math.toIntExact(Math.ceilDiv(transfers, transfersPerBlock)) + 1;
  }
}
