package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import java.time.Instant;
import java.util.OptionalLong;

/// Finds the first block at or after an instant by asking for the times of few blocks. The times of
/// blocks never fall with their numbers, but need not rise evenly. Interpolates, and halves where
/// interpolation gains little.
public final class BlockSearch {

  private final BlockTimes times;

  /// A search over a chain's headers.
  public BlockSearch(BlockTimes times) {
    this.times = times;
  }

  /// Tells when a block was made.
  @FunctionalInterface
  public interface BlockTimes {

    /// The block's time in whole seconds since 1970.
    Answer<Long> timestamp(long block) throws InterruptedException;
  }

  /// The lowest of the blocks `first` to `last`, both included, whose time is not before the
  /// instant; empty where all are before it. The first refusal ends the search.
  public Answer<OptionalLong> firstAtOrAfter(Instant instant, long first, long last)
      throws InterruptedException {
    long wanted = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    try {
      return Answer.of(search(wanted, first, last));
    } catch (RefusedException e) {
      return Answer.refused(e.refusal);
    }
  }

  private OptionalLong search(long wanted, long first, long last)
      throws InterruptedException, RefusedException {
    // below is always too early, above never
    long above = last;
    long aboveTime = time(last);
    if (aboveTime < wanted) {
      return OptionalLong.empty();
    }
    long below = first;
    long belowTime = first == last ? aboveTime : time(first);
    if (belowTime >= wanted) {
      return OptionalLong.of(first);
    }
    boolean halve = false;
    while (above - below > 1) {
      long width = above - below;
      long middle = halve
          ? below + width / 2
          : interpolate(wanted, below, belowTime, above, aboveTime);
      long time = time(middle);
      if (time < wanted) {
        below = middle;
        belowTime = time;
      } else {
        above = middle;
        aboveTime = time;
      }
      halve = above - below > width / 2;
    }
    return OptionalLong.of(above);
  }

  /// A block strictly between the two, where the time is expected; a little off towards the farther
  /// side, so that a good guess closes in from both.
  private static long interpolate(
      long wanted, long below, long belowTime, long above, long aboveTime) {
    double share = (double) (wanted - belowTime) / (aboveTime - belowTime);
    long width = above - below;
    long nudge = Math.max(1, width / 128);
    long guess = below + (long) (share * width) + (share < 0.5 ? nudge : -nudge);
    return Math.max(below + 1, Math.min(above - 1, guess));
  }

  private long time(long block) throws InterruptedException, RefusedException {
    return switch (times.timestamp(block)) {
      case Answer.Value<Long>(Long time) -> time;
      case Answer.Refused<Long>(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }

  private static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
      this.refusal = refusal;
    }
  }
}
