package io.gapless.planner.chain;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A clock that finds blocks by their time with as few questions as it can: it remembers the times
/// that it has seen, guesses between the two nearest, and halves where guessing does not help (long
/// pauses of a chain, a change of its block time).
final class SearchedClock implements ChainClock {

  /// Block times that are remembered; a job of a thousand days needs a few each.
  private static final int MAX_KNOWN = 20_000;

  private final Headers headers;
  private final TreeMap<Long, Long> known = new TreeMap<>();

  SearchedClock(Headers headers) {
    this.headers = headers;
  }

  @Override
  public long head() {
    return headers.newest();
  }

  @Override
  public OptionalLong finalized() {
    return headers.finalized();
  }

  @Override
  public Instant timeOf(long block) {
    return Instant.ofEpochSecond(seconds(block));
  }

  @Override
  public OptionalLong firstAtOrAfter(Instant time) {
    long target = time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    long young = nearestAtOrAfter(target);
    if (young < 0) {
      young = headers.newest();
      if (seconds(young) < target) {
        return OptionalLong.empty();
      }
    }
    long old = nearestBefore(target);
    if (old < 0) {
      if (seconds(0) >= target) {
        return OptionalLong.of(0);
      }
      old = 0;
    }
    return OptionalLong.of(search(old, young, target));
  }

  /// The first block of the target's time or later, where `old` is older than it and `young` is not.
  private long search(long old, long young, long target) {
    boolean guess = true;
    while (young - old > 1) {
      long middle = guess ? interpolate(old, young, target) : old + (young - old) / 2;
      long before = young - old;
      if (seconds(middle) < target) {
        old = middle;
      } else {
        young = middle;
      }
      // a guess that does not halve what is left is followed by a half
      guess = !guess || young - old <= before / 2;
    }
    return young;
  }

  private long interpolate(long old, long young, long target) {
    double part = (double) (target - seconds(old)) / Math.max(1, seconds(young) - seconds(old));
    long guess = old + Math.round((young - old) * part);
    return Math.clamp(guess, old + 1, young - 1);
  }

  private long seconds(long block) {
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
