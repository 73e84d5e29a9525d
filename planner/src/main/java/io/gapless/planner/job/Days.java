package io.gapless.planner.job;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.schemas.record.JobDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/// UTC days of block time, found one at a time as a job reaches them.
public final class Days {

  private Days() {}

  /// Days from 1970-01-01 to the UTC day of a time.
  public static int epochDay(Instant time) {
    return Math.toIntExact(LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay());
  }

  /// The day of `first` within a job: from that block to the last one of its UTC day, or of the job.
  /// Days without blocks are passed over, so its index may be more than one past the day before.
  ///
  /// @param first the job's first block, or the one after the day before
  /// @param last the job's last block
  /// @param firstDay the job's first UTC day, as days since 1970-01-01
  /// @throws ChainUnavailableException if no node tells, or block times run backwards
  public static JobDay find(ChainClock clock, long first, long last, int firstDay)
      throws InterruptedException {
    int day = epochDay(clock.timeOf(first));
    if (day < firstDay) {
      throw new ChainUnavailableException("block " + first + " is of " + LocalDate.ofEpochDay(day)
          + ", which is before the job's first day " + LocalDate.ofEpochDay(firstDay)
          + ": do all endpoints belong to one chain?");
    }
    return new JobDay(day - firstDay, first, lastOfDay(clock, first, last, day));
  }

  private static long lastOfDay(ChainClock clock, long first, long last, int day)
      throws InterruptedException {
    if (epochDay(clock.timeOf(last)) == day) {
      return last;
    }
    Instant midnight = LocalDate.ofEpochDay(day + 1L).atStartOfDay(ZoneOffset.UTC).toInstant();
    OptionalLong next = clock.firstAtOrAfter(midnight);
    if (next.isEmpty() || next.getAsLong() <= first) {
      throw new ChainUnavailableException("block times do not grow after block " + first
          + ": the first block at or after " + midnight + " is "
          + (next.isEmpty() ? "beyond the head" : next.getAsLong()));
    }
    return Math.min(last, next.getAsLong() - 1);
  }
}
