package io.gapless.fetcher.evm.window;

import io.gapless.chains.evm.EvmLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Logs that came without their blocks' times, kept until those are known.
final class LogCopies {

  private final List<EvmLog> logs = new ArrayList<>();
  private final TreeSet<Long> blocks = new TreeSet<>();

  void add(EvmLog reused) {
    var copy = new EvmLog();
    System.arraycopy(reused.address, 0, copy.address, 0, copy.address.length);
    copy.topicCount = reused.topicCount;
    for (int i = 0; i < reused.topicCount; i++) {
      System.arraycopy(reused.topics[i], 0, copy.topics[i], 0, copy.topics[i].length);
    }
    copy.data = Arrays.copyOf(reused.data, reused.dataLength);
    copy.dataLength = reused.dataLength;
    copy.blockNumber = reused.blockNumber;
    System.arraycopy(reused.blockHash, 0, copy.blockHash, 0, copy.blockHash.length);
    System.arraycopy(reused.transactionHash, 0, copy.transactionHash, 0,
        copy.transactionHash.length);
    copy.transactionIndex = reused.transactionIndex;
    copy.logIndex = reused.logIndex;
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
