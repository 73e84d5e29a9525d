package io.gapless.simulator.evm.rpc;

import java.util.Map;

/// What a node did since it started.
///
/// @param requests HTTP requests, those refused included; a batch is one
/// @param served calls answered with a result, by method
/// @param refused calls answered with an error, by reason
/// @param logs logs in the answers of `eth_getLogs`
/// @param bytes bytes of the bodies, before compression
/// @param faults how often the node did each thing wrong, by the name of its kind
public record RequestStats(long requests, Map<String, Long> served, Map<Refusal, Long> refused,
    long logs, long bytes, Map<String, Long> faults) {
  public RequestStats {
    served = Map.copyOf(served);
    refused = Map.copyOf(refused);
    faults = Map.copyOf(faults);
  }

  /// Calls of a method that were answered with a result.
  public long served(String method) {
    return served.getOrDefault(method, 0L);
  }

  /// Calls that were refused for this reason.
  public long refused(Refusal reason) {
    return refused.getOrDefault(reason, 0L);
  }

  /// How often the node did this thing wrong.
  public long faults(String kind) {
    return faults.getOrDefault(kind, 0L);
  }

  /// How often the node did anything wrong.
  public long faultsInAll() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Calls answered with a result.
  public long servedInAll() {
    return served.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Calls answered with an error.
  public long refusedInAll() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
