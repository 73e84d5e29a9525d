package io.gapless.chains.evm;

import java.util.List;
import java.util.function.Predicate;

/// Filters of which a log has to meet one. A node is asked for each of them; a log that meets several
/// is one log all the same.
///
/// @param parts one or more
public record LogFilters(List<LogFilter> parts) {

  /// Refuses to be without filters with an [IllegalArgumentException].
  public LogFilters {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no filter");
    }
  }

  /// Just this filter.
  public static LogFilters of(LogFilter filter) {
    return new LogFilters(List.of(filter));
  }

  /// Tells whether a log meets one of them. May be used by many threads.
  public Predicate<EvmLog> match() {
    var matches = parts.stream().map(LogMatch::new).toList();
    return log -> {
      for (var match : matches) {
        if (match.matches(log)) {
          return true;
        }
      }
      return false;
    };
  }
}
