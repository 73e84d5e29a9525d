package io.gapless.planner.chain;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.evm.BlockSearch;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A clock that finds blocks by their time with as few questions as it can: it remembers the times
/// that it has seen, and searches between the two nearest.
final class HeadersClock implements ChainClock {

  /// Block times that are remembered; a job of a thousand days needs a few each.
  private static final int MAX_KNOWN = 20_000;

  private final Headers headers;
  private final TreeMap<Long, Long> known = new TreeMap<>();
  private final BlockSearch search = new BlockSearch(block -> Answer.of(seconds(block)));

  HeadersClock(Headers headers) {
    this.headers = headers;
  }

  @Override
  public long first() throws InterruptedException {
    return headers.oldest();
  }

  @Override
  public long head() throws InterruptedException {
    return headers.newest();
  }

  @Override
  public OptionalLong finalized() throws InterruptedException {
    return headers.finalized();
  }

  @Override
  public Instant timeOf(long block) throws InterruptedException {
    return Instant.ofEpochSecond(seconds(block));
  }

  @Override
  public OptionalLong firstAtOrAfter(Instant time) throws InterruptedException {
    long target = time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    long young = nearestAtOrAfter(target);
    long last = young < 0 ? headers.newest() : young;
    long old = nearestBefore(target);
    long first = old < 0 ? headers.oldest() : old;
    return switch (search.firstAtOrAfter(time, first, last)) {
      case Answer.Value<OptionalLong>(OptionalLong block) -> block;
      case Answer.Refused<OptionalLong>(var refusal) ->
          throw new ChainUnavailableException("no block by its time: " + refusal.said());
    };
  }

  private long seconds(long block) throws InterruptedException {
    synchronized (known) {
      Long seconds = known.get(block);
      if (seconds != null) {
        return seconds;
      }
    }
    long seconds = headers.seconds(block);
    synchronized (known) {
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      known.put(block, seconds);
    }
    return seconds;
  }

  private long nearestBefore(long target) {
    synchronized (known) {
      long nearest = -1;
      for (Map.Entry<Long, Long> entry : known.entrySet()) {
        if (entry.getValue() >= target) {
          break;
        }
        nearest = entry.getKey();
      }
      return nearest;
    }
  }

  private long nearestAtOrAfter(long target) {
    synchronized (known) {
      for (Map.Entry<Long, Long> entry : known.entrySet()) {
        if (entry.getValue() >= target) {
          return entry.getKey();
        }
      }
      return -1;
    }
  }
}
