package io.gapless.fetcher.evm.records;

import io.gapless.chains.evm.EvmLog;
import java.util.HexFormat;
import java.util.List;

/// Logs to try the decoders with.
final class Logs {

  static final String TOKEN = "0x" + "aa".repeat(20);
  static final String ALICE = "0x" + "00".repeat(12) + "a1".repeat(20);
  static final String BOB = "0x" + "00".repeat(12) + "b0".repeat(20);
  static final String CAROL = "0x" + "00".repeat(12) + "ca".repeat(20);

  private Logs() {}

  static EvmLog log(List<String> topics, String data) {
    var log = new EvmLog();
    System.arraycopy(bytes(TOKEN), 0, log.address, 0, 20);
    log.topicCount = topics.size();
    for (int i = 0; i < topics.size(); i++) {
      System.arraycopy(bytes(topics.get(i)), 0, log.topics[i], 0, 32);
    }
    log.data = bytes(data);
    log.dataLength = log.data.length;
    log.blockNumber = 17;
    log.blockHash[0] = 1;
    log.transactionHash[0] = 2;
    log.transactionIndex = 3;
    log.logIndex = 4;
    log.blockTimestamp = 1_700_000_000;
    return log;
  }

  /// A word of 32 bytes.
  static String word(long value) {
    return String.format("%064x", value);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }
}
