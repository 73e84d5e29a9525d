package io.gapless.fetcher.evm.window;

import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Filters that together match what one filter matches, for nodes that find it too much.
final class Filters {

  private Filters() {}

  /// How long the longest list of addresses or topics is.
  static int longest(List<LogFilter> filters) {
    return filters.stream().flatMap(filter -> Stream.concat(Stream.of(filter.addresses().size()),
        filter.topics().stream().map(List::size))).max(Integer::compare).orElse(0);
  }

  /// The same filters with at most so many addresses each, and topics at a position.
  static List<LogFilter> withLists(List<LogFilter> filters, int max) {
    return filters.stream().flatMap(filter -> addresses(filter, max)).flatMap(filter -> {
      var cut = Stream.of(filter);
      for (int position = 0; position < filter.topics().size(); position++) {
        int at = position;
        cut = cut.flatMap(part -> topics(part, at, max));
      }
      return cut;
    }).toList();
  }

  /// Finer filters: half the addresses each; where there is but one, one topic0 each; and where there
  /// is but one of these, half the topics at another position. Empty where they cannot be finer.
  static Optional<List<LogFilter>> finer(List<LogFilter> filters) {
    int addresses = filters.stream().mapToInt(filter -> filter.addresses().size()).max().orElse(0);
    if (addresses > 1) {
      return Optional.of(filters.stream()
          .flatMap(filter -> addresses(filter, (addresses + 1) / 2)).toList());
    }
    for (int position = 0; position < EvmLog.MAX_TOPICS; position++) {
      int at = position;
      int most = filters.stream().mapToInt(filter -> count(filter, at)).max().orElse(0);
      if (most > 1) {
        return Optional.of(filters.stream()
            .flatMap(filter -> topics(filter, at, at == 0 ? 1 : (most + 1) / 2)).toList());
      }
    }
    return Optional.empty();
  }

  private static Stream<LogFilter> addresses(LogFilter filter, int max) {
    return filter.addresses().size() <= max
        ? Stream.of(filter)
        : runs(filter.addresses(), max).map(filter::withAddresses);
  }

  private static Stream<LogFilter> topics(LogFilter filter, int position, int max) {
    return count(filter, position) <= max
        ? Stream.of(filter)
        : runs(filter.topics().get(position), max).map(run -> {
          var others = new ArrayList<>(filter.topics());
          others.set(position, run);
          return filter.withTopics(others);
        });
  }

  private static int count(LogFilter filter, int position) {
    return position < filter.topics().size() ? filter.topics().get(position).size() : 0;
  }

  private static <T> Stream<List<T>> runs(List<T> all, int max) {
    return IntStream.iterate(0, first -> first < all.size(), first -> first + max)
        .mapToObj(first -> all.subList(first, Math.min(all.size(), first + max)));
  }
}
