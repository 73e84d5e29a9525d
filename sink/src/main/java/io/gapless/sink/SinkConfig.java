package io.gapless.sink;

import io.gapless.schemas.topic.Topics;
import java.time.Duration;

/// Settings of a sink.
///
/// @param topics the topics to read
/// @param workerId name of this member, stable over restarts
/// @param maxRows rows of an insert; at most a million, so that the server keeps them in one block
/// @param maxBytes bytes at which a table's rows are inserted
/// @param maxWait time that rows wait for others, see [Waiting]: where many come, up to 5 s
/// @param maxBytesBuffered bytes of rows to hold at once, over all partitions; reading pauses
/// above
/// @param maxInserts inserts to run at once
public record SinkConfig(Topics topics, String workerId, int maxRows, int maxBytes,
    Duration maxWait, long maxBytesBuffered, int maxInserts) {

  private static final int ONE_BLOCK = 1_000_000;

  public SinkConfig {
    if (maxRows < 1 || maxRows > ONE_BLOCK) {
      throw new IllegalArgumentException("maxRows is not in 1 to 1000000: " + maxRows);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes < 1: " + maxBytes);
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("maxWait < 0: " + maxWait);
    }
    if (maxBytesBuffered < maxBytes) {
      throw new IllegalArgumentException(
          "maxBytesBuffered < maxBytes: " + maxBytesBuffered + " < " + maxBytes);
    }
    if (maxInserts < 1) {
      throw new IllegalArgumentException("maxInserts < 1: " + maxInserts);
    }
  }

  /// What suits one machine: inserts of 500,000 rows, 96 MiB or 1 s, 4 of them at once, 192 MiB of
  /// rows in memory.
  public static SinkConfig withDefaults(Topics topics, String workerId) {
    return new SinkConfig(topics, workerId, 500_000, 96 << 20, Duration.ofSeconds(1), 192L << 20,
        4);
  }
}
