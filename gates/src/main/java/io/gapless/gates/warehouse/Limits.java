package io.gapless.gates.warehouse;

import java.time.Duration;

/// What a statement may take of the server.
///
/// @param memoryBytes most memory; half of it in, groups and sorts go to disk
/// @param patience how long one may take
/// @param sliceRows transfers that are derived at a time, about
public record Limits(long memoryBytes, Duration patience, long sliceRows) {

  /// For a machine that does other things too: 2 GiB, an hour, half a million transfers.
  public static final Limits USUAL =
      new Limits(2L << 30, Duration.ofHours(1), 500_000);
}
