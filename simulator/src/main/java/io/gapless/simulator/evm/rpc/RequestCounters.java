package io.gapless.simulator.evm.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts what a node did, on many threads at once.
public final class RequestCounters {
  private final LongAdder requests = new LongAdder();
  private final LongAdder logs = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
  private final Map<Refusal, LongAdder> refused = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

  public void request() {
    requests.increment();
  }

  public void served(String method) {
    served.computeIfAbsent(method, name -> new LongAdder()).increment();
  }

  public void refused(Refusal kind, int calls) {
    refused.computeIfAbsent(kind, name -> new LongAdder()).add(calls);
  }

  /// Counts what the node did wrong.
  public void fault(String kind) {
    faults.computeIfAbsent(kind, name -> new LongAdder()).increment();
  }

  public void logs(long count) {
    logs.add(count);
  }

  public void bytes(long count) {
    bytes.add(count);
  }

  public RequestStats stats() {
    return new RequestStats(requests.sum(), sums(served), sums(refused), logs.sum(), bytes.sum(),
        sums(faults));
  }

  private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
    return adders.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
