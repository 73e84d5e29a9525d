package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.RetryPolicy;
import io.gapless.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;

/// What a gap detector needs to know.
///
/// @param topics the pipeline's topics
/// @param workerId `<host>-gap-detector-<slot>`, stable over restarts
/// @param stateFolder folder for its state, which only saves reading it from Kafka again
/// @param partitions partitions that jobs are spread over; fixed once the topics exist
/// @param threads threads that fold
/// @param retry when leaves are fetched again
/// @param cycle time between two looks at what is due
/// @param verdictInterval time between two verdicts of a job at least, unless it is done
/// @param auditInterval time between two looks at what can be read back
/// @param digestRows rows of a job up to which its digests are compared too, not only its counts
public record GapDetectorConfig(Topics topics, String workerId, Path stateFolder, int partitions,
    int threads, RetryPolicy retry, Duration cycle, Duration verdictInterval,
    Duration auditInterval, long digestRows) {

  public GapDetectorConfig {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions < 1: " + partitions);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads < 1: " + threads);
    }
  }

  /// What suits one machine.
  public static GapDetectorConfig withDefaults(Topics topics, String workerId, Path stateFolder) {
    return new GapDetectorConfig(topics, workerId, stateFolder, 2, 1, RetryPolicy.withDefaults(),
        Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofMillis(500), 2_000_000);
  }

  /// The same with other rules for fetching again.
  public GapDetectorConfig withRetry(RetryPolicy newRetry) {
    return new GapDetectorConfig(topics, workerId, stateFolder, partitions, threads, newRetry,
        cycle, verdictInterval, auditInterval, digestRows);
  }
}
