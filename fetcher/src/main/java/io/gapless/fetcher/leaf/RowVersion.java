package io.gapless.fetcher.leaf;

import io.gapless.schemas.record.RangeWork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The version of a leaf's rows, by which a later fetch replaces an earlier one.
public final class RowVersion {

  private RowVersion() {}

  /// Microseconds of the fetch's start, but never below what the work asks for: clocks of two
  /// workers may differ.
  public static long of(RangeWork work, Instant started) {
    return Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, started), work.getMinVersion());
  }
}
