package io.gapless.benchmarks.processes;

import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts an engine for a measurement, on topics and a folder that none had before.
final class Engines {

  private static final int PARTITIONS = 4;

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Path folder;
  private final AtomicInteger started = new AtomicInteger();

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param folder for the engines' state
  Engines(Map<String, Object> kafka, RecordSerdes serdes, Path folder) {
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.folder = folder;
  }

  ProcessEngine start(Namespace namespace) {
    int number = started.incrementAndGet();
    var topics = new ProcessTopics("bench" + number + ".", PARTITIONS, (short) 1);
    var config = EngineConfig.withDefaults(topics, "bench", folder.resolve("engine-" + number));
    return ProcessEngine.start(config,
        List.of(namespace.withTopics(topics.prefix() + "events", topics.prefix() + "lifecycles")),
        serdes, kafka, new EngineMetrics(new SimpleMeterRegistry()));
  }
}
