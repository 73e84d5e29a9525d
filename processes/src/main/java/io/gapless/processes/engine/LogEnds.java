package io.gapless.processes.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Where each partition of the log of commands ended, and when: tells how old a copy of the state is.
///
/// A copy in which all is applied that was in the log at a moment is as old as that moment, or newer.
/// Moments are `System.nanoTime`.
final class LogEnds {

  /// What is older is not known.
  static final Duration LONGEST = Duration.ofMinutes(1);

  /// By partition: when each end was seen last.
  private final Map<Integer, ConcurrentSkipListMap<Long, Long>> ends = new ConcurrentHashMap<>();

  /// Notes an end.
  ///
  /// @param end offset of the next command
  /// @param moment before which all that precedes the end, and perhaps more, was in the log
  void saw(int partition, long end, long moment) {
    var seen = ends.computeIfAbsent(partition, _ -> new ConcurrentSkipListMap<>());
    seen.put(end, moment);
    for (var first = seen.firstEntry(); first != null
        && moment - first.getValue() > LONGEST.toNanos(); first = seen.firstEntry()) {
      seen.remove(first.getKey());
    }
  }

  /// How old a copy is at most; empty if that is longer than [#LONGEST], or nothing is known.
  ///
  /// @param position offset of the last command that is in the copy
  Optional<Duration> age(int partition, long position, long moment) {
    var seen = ends.get(partition);
    var newest = seen == null ? null : seen.floorEntry(position + 1);
    return Optional.ofNullable(newest)
        .map(end -> Duration.ofNanos(Math.max(0, moment - end.getValue())))
        .filter(age -> age.compareTo(LONGEST) <= 0);
  }

  /// The newest end of a partition; 0 if none is known.
  long end(int partition) {
    var seen = ends.get(partition);
    var last = seen == null ? null : seen.lastEntry();
    return last == null ? 0 : last.getKey();
  }
}
