package io.gapless.sink;

/// What a sink did since it started.
///
/// @param rows rows inserted
/// @param batches batches inserted
/// @param recovered batches that were taken over: an insert may have been begun before (by a sink
/// before this one, by this one before a rebalance, or by an attempt that got no answer), so their
/// rows were looked for
/// @param mended taken-over batches that were short of rows, and were inserted again
/// @param unreadable records that went to the dead-letter topic
public record SinkCounts(long rows, long batches, long recovered, long mended, long unreadable) {

  SinkCounts plus(SinkCounts more) {
    return new SinkCounts(rows + more.rows, batches + more.batches, recovered + more.recovered,
        mended + more.mended, unreadable + more.unreadable);
  }
}
