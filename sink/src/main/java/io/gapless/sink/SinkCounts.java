package io.gapless.sink;

/// What a sink did since it started.
///
/// @param rows rows inserted
/// @param batches batches inserted
/// @param recovered batches that a sink before this one, or this one before a rebalance, had begun
/// @param mended batches of which rows were missing although their token was remembered, and that
/// were inserted again
/// @param unreadable records that went to the dead-letter topic
public record SinkCounts(long rows, long batches, long recovered, long mended, long unreadable) {

  SinkCounts plus(SinkCounts more) {
    return new SinkCounts(rows + more.rows, batches + more.batches, recovered + more.recovered,
        mended + more.mended, unreadable + more.unreadable);
  }
}
