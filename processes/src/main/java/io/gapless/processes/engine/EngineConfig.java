package io.gapless.processes.engine;

import io.gapless.processes.ProcessTopics;
import java.nio.file.Path;
import java.time.Duration;

/// How one engine runs.
///
/// @param topics shared by all engines of an application
/// @param node names this engine among them
/// @param stateFolder where its stores lie
/// @param threads that apply commands
/// @param commitInterval after how long sinks see what happened; answers do not wait for it
/// @param standbys copies of the state on other engines
public record EngineConfig(ProcessTopics topics, String node, Path stateFolder, int threads,
    Duration commitInterval, int standbys) {

  /// An engine of which nothing is heard for so long loses its partitions to others.
  static final Duration SESSION = Duration.ofSeconds(6);

  /// One thread, commits every 100 ms, one standby.
  public static EngineConfig withDefaults(ProcessTopics topics, String node, Path stateFolder) {
    return new EngineConfig(topics, node, stateFolder, 1, Duration.ofMillis(100), 1);
  }

  /// The same with other threads.
  public EngineConfig withThreads(int count) {
    return new EngineConfig(topics, node, stateFolder, count, commitInterval, standbys);
  }

  /// The same with another commit interval.
  public EngineConfig withCommitInterval(Duration interval) {
    return new EngineConfig(topics, node, stateFolder, threads, interval, standbys);
  }

  /// The same with another number of copies.
  public EngineConfig withStandbys(int copies) {
    return new EngineConfig(topics, node, stateFolder, threads, commitInterval, copies);
  }

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public EngineConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("threads < 1: " + threads);
    }
    if (standbys < 0) {
      throw new IllegalArgumentException("standbys < 0: " + standbys);
    }
  }
}
