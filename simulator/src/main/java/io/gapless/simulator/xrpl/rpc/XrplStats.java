package io.gapless.simulator.xrpl.rpc;

import java.util.Map;

/// What a node did since it started.
///
/// @param connections opened
/// @param disconnects connections that the node ended, by limit or by fault
/// @param requests messages received
/// @param bytes of the answers
/// @param warnings answers that carried `warning: load`
/// @param served requests answered with a result, by command
/// @param errors requests answered with an error, by token
/// @param faults how often the node did each thing wrong, by the name of its kind
/// @param ledgers how often each ledger was asked for, by index
/// @param notClaimed how often each ledger was asked for that is not in its `complete_ledgers`
public record XrplStats(long connections, long disconnects, long requests, long bytes,
    long warnings, Map<String, Long> served, Map<String, Long> errors, Map<String, Long> faults,
    Map<Long, Long> ledgers, Map<Long, Long> notClaimed) {
  private static final String SLOW_DOWN = XrplError.SLOW_DOWN.token();

  public XrplStats {
    served = Map.copyOf(served);
    errors = Map.copyOf(errors);
    faults = Map.copyOf(faults);
    ledgers = Map.copyOf(ledgers);
    notClaimed = Map.copyOf(notClaimed);
  }

  /// Requests of a command that were answered with a result.
  public long served(String command) {
    return served.getOrDefault(command, 0L);
  }

  /// Requests that were answered with an error of this token.
  public long errors(String token) {
    return errors.getOrDefault(token, 0L);
  }

  /// Requests that were told to slow down.
  public long throttled() {
    return errors(SLOW_DOWN);
  }

  /// How often the node did this thing wrong.
  public long faults(String kind) {
    return faults.getOrDefault(kind, 0L);
  }

  /// How often the node did anything wrong.
  public long faultsInAll() {
    return sum(faults);
  }

  /// How often a ledger was asked for, whatever became of it.
  public long requests(long ledgerIndex) {
    return ledgers.getOrDefault(ledgerIndex, 0L);
  }

  /// How often any ledger was asked for that is not in its `complete_ledgers`.
  public long requestsNotClaimed() {
    return sum(notClaimed);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
