package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.LogsBloom;
import io.gapless.simulator.seeds.SeededRandom;

/// Makes the bodies of blocks again from the seed; for one thread. What [#logs] returns is valid
/// until the next [#read].
public final class BlockReader {
  private final SimulatedChain chain;
  private final Population population;
  private final BlockPlanner planner;
  private final LogEncoder encoder;
  private final BlockPlan plan = new BlockPlan();
  private final BlockLogs logs = new BlockLogs();
  private final SeededRandom random = new SeededRandom();
  private final LogsBloom blooms = new LogsBloom(64);

  BlockReader(SimulatedChain chain, Population population) {
    this.chain = chain;
    this.population = population;
    this.planner = chain.planner();
    this.encoder = new LogEncoder(population);
  }

  /// Reads a block and returns its logs.
  public BlockLogs read(long number) {
    planner.plan(number, plan);
    encoder.encode(plan, logs);
    return logs;
  }

  /// The logs of the block read last.
  public BlockLogs logs() {
    return logs;
  }

  /// The number of transactions of the block read last.
  public int transactionCount() {
    return plan.transactions;
  }

  /// A transaction of the block read last.
  public SimulatedTransaction transaction(int index) {
    return SimulatedTransaction.of(plan, index, population, chain.options(), random);
  }

  /// The first log of a transaction of the block read last.
  public int firstLog(int transactionIndex) {
    return plan.firstEvent(transactionIndex);
  }

  /// The log after the last of a transaction of the block read last.
  public int endLog(int transactionIndex) {
    return plan.endEvent(transactionIndex);
  }

  /// The logs bloom of a transaction's receipt, 256 bytes.
  public byte[] receiptBloom(int transactionIndex) {
    byte[] bloom = new byte[LogsBloom.LENGTH];
    BlockAssembler.fillBloom(logs, firstLog(transactionIndex), endLog(transactionIndex), bloom,
        blooms);
    return bloom;
  }
}
