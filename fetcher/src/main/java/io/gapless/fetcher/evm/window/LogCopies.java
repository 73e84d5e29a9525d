package io.gapless.fetcher.evm.window;

import io.gapless.chains.evm.EvmLog;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Logs that are kept for later: until their blocks' times are known, or until their answer is the
/// one that counts.
final class LogCopies {

  private final List<EvmLog> logs = new ArrayList<>();
  private final TreeSet<Long> blocks = new TreeSet<>();

  void add(EvmLog reused) {
    var copy = reused.copy();
    logs.add(copy);
    blocks.add(copy.blockNumber);
  }

  boolean isEmpty() {
    return logs.isEmpty();
  }

  List<EvmLog> logs() {
    return logs;
  }

  /// Numbers of their blocks, in order.
  List<Long> blocks() {
    return List.copyOf(blocks);
  }
}
