package io.gapless.chains.evm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes blooms from logs, and tells whether logs are in one. Remembers the bits of items that it met
/// lately, for few contracts and events make most logs. One for each thread: it may not be shared.
public final class LogBlooms {

  private static final int SLOTS = 1 << 10;

  private final byte[][] items = new byte[SLOTS][];
  private final @Nullable BloomBits[] bits = new BloomBits[SLOTS];

  /// Remembers nothing yet.
  public LogBlooms() {
    Arrays.fill(items, new byte[0]);
  }

  /// The bits of an address or a topic.
  public static BloomBits bitsOf(byte[] item) {
    return BloomBits.ofHash(Keccak256.hash(item));
  }

  /// The bloom of these logs.
  public LogsBloom of(List<EvmLog> logs) {
    if (logs.isEmpty()) {
      return LogsBloom.EMPTY;
    }
    var bloom = new byte[LogsBloom.LENGTH];
    for (EvmLog log : logs) {
      bits(log.address).setIn(bloom);
      for (int i = 0; i < log.topicCount; i++) {
        bits(log.topics[i]).setIn(bloom);
      }
    }
    return LogsBloom.of(bloom);
  }

  /// The bloom of all logs of these blooms.
  public static LogsBloom union(List<LogsBloom> blooms) {
    var union = new byte[LogsBloom.LENGTH];
    for (LogsBloom bloom : blooms) {
      if (!bloom.isEmpty()) {
        byte[] part = bloom.bytes();
        for (int i = 0; i < union.length; i++) {
          union[i] |= part[i];
        }
      }
    }
    return LogsBloom.of(union);
  }

  /// Whether the bloom may be one of a block that holds the log; where this is false, either the bloom
  /// or the log is not of that block.
  public boolean covers(LogsBloom bloom, EvmLog log) {
    if (!bloom.mayHold(bits(log.address))) {
      return false;
    }
    for (int i = 0; i < log.topicCount; i++) {
      if (!bloom.mayHold(bits(log.topics[i]))) {
        return false;
      }
    }
    return true;
  }

  private BloomBits bits(byte[] item) {
    int hash = Arrays.hashCode(item);
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    BloomBits known = bits[slot];
    if (known != null && Arrays.equals(items[slot], item)) {
      return known;
    }
    BloomBits made = bitsOf(item);
    items[slot] = item.clone();
    bits[slot] = made;
    return made;
  }
}
