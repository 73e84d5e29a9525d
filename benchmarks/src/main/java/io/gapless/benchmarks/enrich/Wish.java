package io.gapless.benchmarks.enrich;

import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.Traffic;

/// Which transactions are wanted, and of what a chain.
enum Wish {

  /// As they come, the first time that a chain is enriched.
  ALL("all", "all transactions of blocks with about 10", 25, false),
  /// So few of a block that each is asked for by its hash.
  ONE_A_BLOCK("by_hash", "one transaction of each block, by its hash", 25, true),
  /// So many of a block that each is read whole.
  WHOLE_BLOCKS("whole_blocks", "all transactions of blocks with about 150, which are read whole",
      375, false);

  /// Some blocks are empty, and transactions are no even number of transfers.
  private static final double SPARE = 1.5;

  private final String label;
  private final String meaning;
  private final int transfersPerBlock;
  private final boolean isOneABlock;

  Wish(String label, String meaning, int transfersPerBlock, boolean isOneABlock) {
    this.label = label;
    this.meaning = meaning;
    this.transfersPerBlock = transfersPerBlock;
    this.isOneABlock = isOneABlock;
  }

  /// Its name in the report.
  String label() {
    return label;
  }

  /// What is wanted, for a reader of the report.
  String meaning() {
    return meaning;
  }

  /// Whether only the first transaction of a block is wanted.
  boolean isOneABlock() {
    return isOneABlock;
  }

  /// A chain that has so many of them.
  EvmChainOptions chain(int transactions) {
    var traffic = Traffic.defaults().withTransfersPerBlock(transfersPerBlock);
    double ofABlock =
        isOneABlock ? 1 : transfersPerBlock / traffic.logsPerTransaction();
    int blocks = (int) Math.ceil(SPARE * transactions / ofABlock) + 20;
    return EvmChainOptions.defaults().withTraffic(traffic).withBlocks(blocks);
  }
}
