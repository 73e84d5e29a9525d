package io.gapless.fetcher.evm.verify;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/// What an answer holds of one block: a hash of each log by its index.
///
/// For one thread.
final class BlockTally {

  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();
  private static final int FIXED_BYTES = Address.LENGTH + 2 * Hash32.LENGTH + 3 * Integer.BYTES;
  static final BlockTally NOTHING = new BlockTally();
  /// Log indexes that a description names of each kind.
  private static final int MOST_NAMED = 20;

  private final Map<Integer, Long> logs = new TreeMap<>();
  private final Set<Address> contracts = new HashSet<>();

  void add(EvmLog log) {
    logs.put(log.logIndex, hash(log));
    contracts.add(Address.of(log.address));
  }

  boolean isEmpty() {
    return logs.isEmpty();
  }

  /// Whether there are logs of the contract.
  boolean hasLogsOf(Address contract) {
    return contracts.contains(contract);
  }

  /// How this differs from what is true, in words: which log indexes are missing, too many, or of
  /// another content.
  String against(BlockTally truth) {
    var named = new ArrayList<String>();
    name(named, "missing", truth.without(this));
    name(named, "not there", without(truth));
    var changed = new TreeSet<>(logs.keySet());
    changed.removeIf(index -> !truth.logs.containsKey(index)
        || truth.logs.get(index).equals(logs.get(index)));
    name(named, "of other content", changed);
    return logs.size() + " logs instead of " + truth.logs.size()
        + (named.isEmpty() ? "" : ": " + String.join("; ", named));
  }

  private static long hash(EvmLog log) {
    var bytes = ByteBuffer.allocate(FIXED_BYTES + log.topicCount * Hash32.LENGTH + log.dataLength)
        .put(log.address).putInt(log.topicCount);
    for (int i = 0; i < log.topicCount; i++) {
      bytes.put(log.topics[i]);
    }
    bytes.put(log.blockHash).put(log.transactionHash).putInt(log.transactionIndex)
        .putInt(log.logIndex).put(log.data, 0, log.dataLength);
    return HASH.hash(bytes.array(), 0, bytes.position(), 0);
  }

  private Set<Integer> without(BlockTally other) {
    var only = new TreeSet<>(logs.keySet());
    only.removeAll(other.logs.keySet());
    return only;
  }

  private static void name(List<String> named, String what, Set<Integer> indexes) {
    if (!indexes.isEmpty()) {
      named.add(what + " log index " + indexes.stream().limit(MOST_NAMED).map(String::valueOf)
          .reduce((some, next) -> some + ", " + next).orElse("")
          + (indexes.size() > MOST_NAMED ? " and more" : ""));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockTally that && logs.equals(that.logs);
  }

  @Override
  public int hashCode() {
    return logs.hashCode();
  }

  /// All logs by index and hash.
  @Override
  public String toString() {
    return logs.entrySet().stream()
        .map(log -> log.getKey() + ":" + Long.toHexString(log.getValue()))
        .reduce((some, next) -> some + " " + next).orElse("no logs");
  }
}
