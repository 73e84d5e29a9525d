package io.gapless.simulator.xrpl.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts what a node did, on many threads at once.
public final class XrplCounters {
  private final LongAdder connections = new LongAdder();
  private final LongAdder disconnects = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder warnings = new LongAdder();
  private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
  private final Map<Long, LongAdder> ledgers = new ConcurrentHashMap<>();
  private final Map<Long, LongAdder> notClaimed = new ConcurrentHashMap<>();

  public void connection() {
    connections.increment();
  }

  /// Counts a connection that the node ended.
  public void disconnect() {
    disconnects.increment();
  }

  public void request() {
    requests.increment();
  }

  public void bytes(long count) {
    bytes.add(count);
  }

  public void warning() {
    warnings.increment();
  }

  public void served(String command) {
    add(served, command);
  }

  public void error(String token) {
    add(errors, token);
  }

  /// Counts what the node did wrong.
  public void fault(String kind) {
    add(faults, kind);
  }

  /// Counts a request for a ledger.
  ///
  /// @param claimed whether the node says that it has it
  public void ledger(long index, boolean claimed) {
    add(ledgers, index);
    if (!claimed) {
      add(notClaimed, index);
    }
  }

  public XrplStats stats() {
    return new XrplStats(connections.sum(), disconnects.sum(), requests.sum(), bytes.sum(),
        warnings.sum(), sums(served), sums(errors), sums(faults), sums(ledgers),
        sums(notClaimed));
  }

  private static <K> void add(Map<K, LongAdder> adders, K key) {
    adders.computeIfAbsent(key, name -> new LongAdder()).increment();
  }

  private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
    return adders.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
