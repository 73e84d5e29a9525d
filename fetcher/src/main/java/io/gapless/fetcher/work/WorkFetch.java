package io.gapless.fetcher.work;

/// Fetches what one work asks for. Many run at once, each on a virtual thread of its own.
///
/// @param <W> a work
/// @param <O> what became of one
@FunctionalInterface
public interface WorkFetch<W, O> {

  /// Fetches the work. What cannot be had is an outcome with a reason, not an exception.
  ///
  /// @param maxBytes size of the records at which the rest of the work is handed back
  /// @throws InterruptedException if the work is no longer this worker's
  FetchedWork<W, O> fetch(W work, long maxBytes) throws InterruptedException;
}
