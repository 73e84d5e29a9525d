package io.gapless.fetcher.evm.window;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.LogFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Filters that together match what one filter matches, for nodes that find it too much.
final class Filters {

  private Filters() {}

  /// The same filters with at most so many addresses each.
  static List<LogFilter> withAddresses(List<LogFilter> filters, int max) {
    var cut = new ArrayList<LogFilter>();
    for (var filter : filters) {
      List<Address> addresses = filter.addresses();
      if (addresses.size() <= max) {
        cut.add(filter);
      } else {
        for (int i = 0; i < addresses.size(); i += max) {
          cut.add(filter.withAddresses(
              addresses.subList(i, Math.min(addresses.size(), i + max))));
        }
      }
    }
    return cut;
  }

  /// Finer filters: half the addresses each, and where there is but one, one topic0 each. Empty
  /// where they cannot be finer.
  static Optional<List<LogFilter>> finer(List<LogFilter> filters) {
    int addresses = filters.stream().mapToInt(filter -> filter.addresses().size()).max().orElse(0);
    if (addresses > 1) {
      return Optional.of(withAddresses(filters, (addresses + 1) / 2));
    }
    if (filters.stream().noneMatch(filter -> topic0(filter).size() > 1)) {
      return Optional.empty();
    }
    return Optional.of(filters.stream().flatMap(filter -> topic0(filter).stream()
        .map(topic -> filter.withTopics(List.of(List.of(topic))))).toList());
  }

  private static List<Hash32> topic0(LogFilter filter) {
    return filter.topics().isEmpty() ? List.of() : filter.topics().getFirst();
  }
}
