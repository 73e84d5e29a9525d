package io.gapless.planner;

import io.gapless.planner.feed.LeafSizing;
import io.gapless.planner.monitor.MonitorConfig;
import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;

/// How a planner works.
///
/// @param workerId host, role and slot, stable over restarts
/// @param topics the topics' names and partitions
/// @param stateFolder where the state of its processes lies
/// @param maxOutstanding works of each job that may be open at a time
/// @param sizing how large leaves are where the user does not say
/// @param fetcherPatience how long a submission waits for a fetcher that serves its chain
/// @param workDeletion time between two deletions of works that everybody has passed; zero: never
/// @param finalityDepth blocks below the head that count as final where no node tells
/// @param monitor when workers are taken for stalled
public record PlannerConfig(
    String workerId,
    Topics topics,
    Path stateFolder,
    int maxOutstanding,
    LeafSizing sizing,
    Duration fetcherPatience,
    Duration workDeletion,
    long finalityDepth,
    MonitorConfig monitor) {

  private static final int WORKS_A_PARTITION = 4;
  /// Blocks below the head that count as final where no node tells, unless told otherwise.
  static final long FINALITY_DEPTH = 64;
  /// Fixed for ever, for it decides where a process lives.
  private static final int PROCESS_PARTITIONS = 4;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public PlannerConfig {
    if (maxOutstanding < 1) {
      throw new IllegalArgumentException("maxOutstanding < 1: " + maxOutstanding);
    }
    if (fetcherPatience.isNegative() || workDeletion.isNegative()) {
      throw new IllegalArgumentException("fetcherPatience or workDeletion < 0: " + fetcherPatience
          + ", " + workDeletion);
    }
    if (finalityDepth < 0) {
      throw new IllegalArgumentException("finalityDepth < 0: " + finalityDepth);
    }
  }

  /// Four works a partition outstanding, 20 s for a fetcher to show itself, works deleted every five
  /// minutes, 64 blocks to finality.
  public static PlannerConfig withDefaults(String workerId, Topics topics, Path stateFolder) {
    int partitions = topics.workPartitions();
    return new PlannerConfig(workerId, topics, stateFolder, WORKS_A_PARTITION * partitions,
        LeafSizing.withDefaults(partitions), Duration.ofSeconds(20), Duration.ofMinutes(5),
        FINALITY_DEPTH, MonitorConfig.USUAL);
  }

  /// The same with another time after which workers are stalled.
  public PlannerConfig withMonitor(MonitorConfig other) {
    return new PlannerConfig(workerId, topics, stateFolder, maxOutstanding, sizing,
        fetcherPatience, workDeletion, finalityDepth, other);
  }

  /// The consumer group that requests are read in.
  String group() {
    return topics.prefix() + "planner";
  }

  /// Topics of the processes that jobs and requests are.
  ///
  /// @param topics of the pipeline
  public static ProcessTopics processTopics(Topics topics) {
    return new ProcessTopics(topics.prefix(), PROCESS_PARTITIONS, topics.replication());
  }
}
