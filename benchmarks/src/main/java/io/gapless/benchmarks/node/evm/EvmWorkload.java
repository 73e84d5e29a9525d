package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.Workload;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.TransferMix;
import java.util.Locale;

/// A chain of transfers.
///
/// @param transfers of the chain, about
/// @param transfersPerBlock transfers in an average block
/// @param mixed whether there are transfers of all standards, logs that fit none, and logs of other
///     events between them, as on a public chain; otherwise there is nothing but ERC-20
public record EvmWorkload(long transfers, int transfersPerBlock, boolean mixed)
    implements
      Workload {

  private static final TransferMix ERC20_ALONE = new TransferMix(1, 0, 0, 0);
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

  /// The chain.
  public SimulatedChain chain() {
    var usual = Traffic.defaults();
    var traffic = mixed
        ? usual.withTransfersPerBlock(transfersPerBlock)
        : new Traffic(transfersPerBlock, ERC20_ALONE, usual.logsPerTransaction(), 0, 0,
            usual.tokens(), usual.holders());
    return new SimulatedChain(
        EvmChainOptions.defaults().withBlocks(blocks()).withTraffic(traffic));
  }

  /// Blocks of the chain, the empty one at its beginning included.
  int blocks() {
    return Math.toIntExact(Math.ceilDiv(transfers, transfersPerBlock)) + 1;
  }
}
