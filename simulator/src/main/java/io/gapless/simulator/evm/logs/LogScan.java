package io.gapless.simulator.evm.logs;

import io.gapless.simulator.evm.chain.BlockLogs;
import io.gapless.simulator.evm.chain.BlockReader;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.encoding.LogsBloom;
import io.gapless.simulator.evm.rpc.NodeView;

/// Steps through the blocks of a query whose blooms do not rule out a match; for one thread.
public final class LogScan {
  private final SimulatedChain chain;
  private final LogQuery query;
  private final long last;
  private final BlockReader reader;
  private final LogsBloom blooms = new LogsBloom(1 << 12);
  private long number;
  private BlockLogs logs;

  /// A scan of what the node sees of the query's range.
  public LogScan(NodeView view, LogQuery query) {
    this.chain = view.chain();
    this.query = query;
    this.last = Math.min(query.last(), view.head());
    this.reader = chain.reader();
    this.number = query.first() - 1;
    this.logs = reader.logs();
  }

  /// Steps to the next block, or returns false after the last.
  public boolean next() {
    while (++number <= last) {
      if (chain.logCount(number) > 0 && query.filter().mayMatch(chain.logsBloom(number), blooms)) {
        logs = reader.read(number);
        return true;
      }
    }
    return false;
  }

  /// The number of the block.
  public long number() {
    return number;
  }

  /// The block's logs, those that do not match included.
  public BlockLogs logs() {
    return logs;
  }

  /// Whether a log of the block matches.
  public boolean matches(int log) {
    return query.filter().matches(logs, log);
  }
}
