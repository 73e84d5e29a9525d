package io.gapless.simulator.evm;

import io.gapless.simulator.evm.chain.BlockLogs;
import io.gapless.simulator.evm.chain.BlockReader;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.encoding.LogsBloom;

/// Steps through the blocks of a query whose blooms do not rule out a match; for one thread.
final class LogScan {
  private final SimulatedChain chain;
  private final LogQuery query;
  private final BlockReader reader;
  private final LogsBloom blooms = new LogsBloom(1 << 12);
  private long number;
  private BlockLogs logs;

  LogScan(SimulatedChain chain, LogQuery query) {
    this.chain = chain;
    this.query = query;
    this.reader = chain.reader();
    this.number = query.first() - 1;
    this.logs = reader.logs();
  }

  /// Steps to the next block, or returns false after the last.
  boolean next() {
    while (++number <= query.last()) {
      if (chain.logCount(number) > 0 && query.filter().mayMatch(chain.logsBloom(number), blooms)) {
        logs = reader.read(number);
        return true;
      }
    }
    return false;
  }

  /// The number of the block.
  long number() {
    return number;
  }

  /// The block's logs, those that do not match included.
  BlockLogs logs() {
    return logs;
  }

  /// Whether a log of the block matches.
  boolean matches(int log) {
    return query.filter().matches(logs, log);
  }
}
