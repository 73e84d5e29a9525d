package io.gapless.fetcher.work;

import io.gapless.schemas.topic.Topics;
import java.time.Duration;

/// How a worker takes its work.
///
/// @param topic the work topic's whole name
/// @param group the consumer group that shares it
/// @param transactionalId stable for the worker's slot, so that its successor ends what it left open
/// @param maxInFlight works fetched at once
/// @param maxBufferedBytes size of the records that wait for a commit, those in the making included
/// @param maxTransactionBytes size of the records at which a transaction is committed
/// @param maxCommitWait the longest that a finished work waits for others to be committed with it
public record WorkLoopConfig(Topics topics, String topic, String group, String workerId,
    String transactionalId, int maxInFlight, long maxBufferedBytes, long maxTransactionBytes,
    Duration maxCommitWait) {

  /// Time after which the broker ends a transaction whose worker is gone.
  static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  public WorkLoopConfig {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight < 1: " + maxInFlight);
    }
    if (maxBufferedBytes < maxInFlight) {
      throw new IllegalArgumentException("maxBufferedBytes < maxInFlight: " + maxBufferedBytes);
    }
  }

  /// Share of the buffer that one work may fill before its rest is handed back.
  long maxWorkBytes() {
    return maxBufferedBytes / maxInFlight;
  }
}
