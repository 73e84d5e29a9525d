package io.gapless.fetcher.work;

import io.gapless.schemas.record.RangeWork;

/// Fetches what one work asks for. Many run at once, each on a virtual thread of its own.
@FunctionalInterface
public interface WorkFetch {

  /// Fetches the work. What cannot be had is an outcome with a reason, not an exception.
  ///
  /// @param maxBytes size of the records at which the rest of the leaf is handed back
  /// @throws InterruptedException if the work is no longer this worker's
  FetchedWork fetch(RangeWork work, long maxBytes) throws InterruptedException;
}
