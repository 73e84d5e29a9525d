package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import java.util.List;

/// Logs that share a topic0 with a standard and fit none: kept as they are, never guessed at.
/// CryptoKitties' `Transfer`, without indexed arguments, is the best known.
final class UnclassifiedDecoder implements LogDecoder {

  @Override
  public String dataset() {
    return "unclassified_logs";
  }

  @Override
  public List<Hash32> topic0() {
    return List.of();
  }

  @Override
  public boolean fits(EvmLog log) {
    return true;
  }

  @Override
  public void write(EvmLog log, AvroOutput out) {
    out.writeFixed(log.address);
    if (log.topicCount > 0) {
      out.writeLong(log.topicCount);
      for (int i = 0; i < log.topicCount; i++) {
        out.writeFixed(log.topics[i]);
      }
    }
    out.writeLong(0);
    out.writeBytes(log.data, 0, log.dataLength);
  }
}
