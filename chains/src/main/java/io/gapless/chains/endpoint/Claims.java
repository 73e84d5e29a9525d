package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Refusal.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The blocks that an endpoint says it has, and those of them that it turned out to lack. Times are
/// nanoseconds of one monotonic clock. Not for several threads.
final class Claims {

  /// How long to wait for word of blocks that come next.
  private static final long NEWS_NANOS = Duration.ofSeconds(8).toNanos();
  /// What is farther beyond the newest block does not come within that time.
  private static final long NEXT_BLOCKS = 100;
  private static final long HEAD_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long LACKED_NANOS = Duration.ofMinutes(5).toNanos();

  private final List<BlockRange> ranges;
  /// By first block, without overlaps.
  private final NavigableMap<Long, Lacked> lacked = new TreeMap<>();

  private record Lacked(BlockRange range, Missing where, long until) {}

  Claims(List<BlockRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /// Another word of the same endpoint; what it turned out to lack stays known.
  Claims(List<BlockRange> ranges, Claims earlier) {
    this(ranges);
    lacked.putAll(earlier.lacked);
  }

  /// How long until it may be asked for the range by somebody who wants it since `askedAt`; 0 for
  /// now, [Long#MAX_VALUE] for never.
  long waitNanos(BlockRange range, long askedAt, long now) {
    if (ranges.stream().noneMatch(claimed -> claimed.contains(range))) {
      long wait = askedAt + NEWS_NANOS - now;
      return comesNext(range) && wait > 0 ? wait : Long.MAX_VALUE;
    }
    long longest = 0;
    for (Map.Entry<Long, Lacked> entry = lacked.floorEntry(range.last()); entry != null
        && entry.getValue().range.overlaps(range); entry = lacked.lowerEntry(entry.getKey())) {
      long wait = entry.getValue().until - now;
      boolean isHopeless = entry.getValue().where != Missing.HEAD;
      longest = Math.max(longest, wait > 0 && isHopeless ? Long.MAX_VALUE : wait);
    }
    return longest;
  }

  private boolean comesNext(BlockRange range) {
    Optional<BlockRange> newest = ranges.stream().max(BlockRange::compareTo);
    return newest.filter(last -> range.last() > last.last()
        && range.last() - last.last() <= NEXT_BLOCKS
        && range.first() >= last.first()).isPresent();
  }

  void lacked(BlockRange range, Missing where, long now) {
    lacked.values().removeIf(known -> known.until <= now || known.range.overlaps(range));
    long believed = where == Missing.HEAD ? HEAD_NANOS : LACKED_NANOS;
    lacked.put(range.first(), new Lacked(range, where, now + believed));
  }

  OptionalLong head() {
    return ranges.stream().mapToLong(BlockRange::last).max();
  }
}
