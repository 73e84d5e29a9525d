package io.gapless.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long a table's rows wait for more: long where many come, as a table spends more on merging
/// small parts than on taking rows in, and not at all where no more come.
///
/// For one thread.
final class Waiting {

  /// What they have to grow to in their time so that they are worth more of it.
  private static final long WORTHWHILE_BYTES = 4 << 20;
  /// Longest time that they wait.
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

  /// Whether a topic's rows are to be inserted as they are.
  ///
  /// @param ageNanos how long the first of them has waited
  /// @param bytes that they take
  boolean isOver(String topic, long ageNanos, long bytes, long nowNanos) {
    long quietNanos = nowNanos - arrivals.getOrDefault(topic, nowNanos - ageNanos);
    var wait = bytes < WORTHWHILE_BYTES ? maxWait : LONGEST;
    return quietNanos >= maxWait.toNanos() || ageNanos >= wait.toNanos();
  }
}
