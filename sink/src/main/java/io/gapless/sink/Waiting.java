package io.gapless.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long batches that are not full wait for more rows: long where many come, as a table spends
/// more on merging small parts than on taking rows in, and not at all where no more come.
///
/// For one thread.
final class Waiting {

  /// Time between two small inserts into one table, on average.
  private static final Duration SPACING = Duration.ofMillis(200);
  /// What a batch has to grow to in its time so that it is worth more of it.
  private static final long WORTHWHILE_BYTES = 2 << 20;
  /// Longest time that a batch waits.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Duration maxWait;
  private final Map<String, Long> arrivals = new HashMap<>();

  /// @param maxWait time after which rows are inserted if few come with them
  Waiting(Duration maxWait) {
    this.maxWait = maxWait;
  }

  /// Says that records of a topic have come.
  void arrived(String topic, long nowNanos) {
    arrivals.put(topic, nowNanos);
  }

  /// Whether a batch is to be inserted as it is.
  ///
  /// @param partitions of its topic, that are read here
  /// @param openedNanos when its first row came
  /// @param bytes that its rows take
  boolean isOver(String topic, long partitions, long openedNanos, long bytes, long nowNanos) {
    var age = Duration.ofNanos(nowNanos - openedNanos);
    var quiet = Duration.ofNanos(nowNanos - arrivals.getOrDefault(topic, openedNanos));
    if (quiet.compareTo(maxWait) >= 0) {
      return true;
    }
    var spaced = SPACING.multipliedBy(partitions);
    var wait = spaced.compareTo(maxWait) > 0 ? spaced : maxWait;
    return age.compareTo(bytes < WORTHWHILE_BYTES || wait.compareTo(LONGEST) > 0
        ? wait
        : LONGEST) >= 0;
  }
}
