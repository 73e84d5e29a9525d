package io.gapless.fetcher.evm.window;

import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts the answers to the parts of a filter together: a log that several parts ask for counts once,
/// and has to come with each of them.
///
/// For one window and one thread.
final class PartsOfAWindow {

  private final boolean several;
  private final List<LogMatch> answered = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();
  private Optional<String> contradiction = Optional.empty();

  private record Key(long block, int index) {}

  /// @param count of parts; of a single one nothing is remembered
  PartsOfAWindow(int count) {
    several = count > 1;
  }

  /// The logs from now on are of the part after this one.
  void next(LogFilter done) {
    answered.add(new LogMatch(done));
  }

  /// How many parts are done.
  int answered() {
    return answered.size();
  }

  /// Whether the log did not come with a part before.
  boolean isNew(EvmLog log) {
    if (!several) {
      return true;
    }
    boolean isNew = seen.add(new Key(log.blockNumber, log.logIndex));
    boolean isDue = answered.stream().noneMatch(part -> part.matches(log));
    if (isNew != isDue && contradiction.isEmpty()) {
      contradiction = Optional.of("log " + log.blockNumber + "/" + log.logIndex + (isNew
          ? " came with one part of the filter, and not with another that it matches"
          : " came with two parts of the filter, and matches one"));
    }
    return isNew;
  }

  /// How the answers contradict each other, if they do.
  Optional<String> contradiction() {
    return contradiction;
  }
}
