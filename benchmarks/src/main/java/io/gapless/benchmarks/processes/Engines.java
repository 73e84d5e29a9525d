package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts engines for measurements.
final class Engines {

  static final int PARTITIONS = 4;
  private static final int CHILD_HEAP_MEGABYTES = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Servers servers;
  private final Path folder;
  private final AtomicInteger started = new AtomicInteger();

  /// @param servers that they use
  /// @param folder for the engines' state
  Engines(Servers servers, Path folder) {
    this.servers = servers;
    this.folder = folder;
  }

  /// An engine on topics and a folder that none had before.
  ProcessEngine start(Namespace namespace) {
    int number = started.incrementAndGet();
    return start(namespace, new Place("bench" + number + ".", "engine-" + number, 1),
        new SimpleMeterRegistry());
  }

  /// An engine on topics and a folder that others may have had.
  ProcessEngine start(Namespace namespace, Place place, MeterRegistry registry) {
    return start(namespace, place, folder, servers.kafka(), servers.serdes(), registry);
  }

  static ProcessEngine start(Namespace namespace, Place place, Path folder,
      Map<String, Object> kafka, RecordSerdes serdes, MeterRegistry registry) {
    var topics = new ProcessTopics(place.prefix(), PARTITIONS, (short) 1);
    var config =
        EngineConfig.withDefaults(topics, place.name(), folder.resolve(place.name()))
            .withStandbys(place.standbys());
    return ProcessEngine.start(config,
        List.of(namespace.withTopics(topics.prefix() + "events", topics.prefix() + "lifecycles")),
        serdes, kafka, new EngineMetrics(registry));
  }

  /// A [FailoverEngine] in a process of its own; returns when it is ready.
  ServiceProcess startChild(Place place) {
    var child = new ChildJvm(ChildJvm.ownClassPath(), FailoverEngine.class.getName(),
        List.of(String.valueOf(servers.kafka().get("bootstrap.servers")),
            servers.registry().toString(), place.prefix(), place.name(),
            Integer.toString(place.standbys()), folder.toString()),
        CHILD_HEAP_MEGABYTES, List.of(), Map.of(), List.of(), folder,
        folder.resolve(place.name() + ".log"));
    return ServiceProcess.start("engine " + place.name(), child, PATIENCE, _ -> {});
  }

  /// Where an engine runs.
  ///
  /// @param prefix of its topics
  /// @param name of it and of its folder
  /// @param standbys copies of the state on other engines
  record Place(String prefix, String name, int standbys) {}
}
