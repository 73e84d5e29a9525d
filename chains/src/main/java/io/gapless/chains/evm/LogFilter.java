package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.util.List;
import java.util.stream.Collectors;

/// Which logs are wanted, as `eth_getLogs` takes it.
///
/// @param addresses the contracts; empty for all
/// @param topics for each position the topics that are wanted there; an empty list for any, and a
///     log must have at least as many topics as there are positions
public record LogFilter(List<Address> addresses, List<List<Hash32>> topics) {

  /// Refuses more than four positions with an [IllegalArgumentException].
  public LogFilter {
    addresses = List.copyOf(addresses);
    topics = topics.stream().map(List::copyOf).toList();
    if (topics.size() > EvmLog.MAX_TOPICS) {
      throw new IllegalArgumentException("more than 4 topic positions: " + topics.size());
    }
  }

  /// All logs of these contracts (of all contracts, where there are none) with one of these events.
  public static LogFilter events(List<Address> addresses, List<Hash32> topic0) {
    return new LogFilter(addresses, topic0.isEmpty() ? List.of() : List.of(topic0));
  }

  /// The same topics for other contracts.
  public LogFilter withAddresses(List<Address> others) {
    return new LogFilter(others, topics);
  }

  /// The same contracts with other topics.
  public LogFilter withTopics(List<List<Hash32>> others) {
    return new LogFilter(addresses, others);
  }

  /// Its members `address` and `topics` as JSON, with a comma behind each.
  String json() {
    var json = new StringBuilder();
    if (!addresses.isEmpty()) {
      json.append("\"address\":").append(array(addresses)).append(',');
    }
    if (!topics.isEmpty()) {
      json.append(topics.stream()
          .map(position -> position.isEmpty() ? "null" : array(position))
          .collect(Collectors.joining(",", "\"topics\":[", "],")));
    }
    return json.toString();
  }

  private static String array(List<?> values) {
    return values.stream()
        .map(value -> "\"" + value + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
