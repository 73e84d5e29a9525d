package io.gapless.gates.rebuild;

import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.ParentWatch;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.gates.check.GateFiles;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An engine of rebuilds in a process of its own, to be killed.
final class RebuildingEngine {

  static final ProcessTopics TOPICS = new ProcessTopics("rebuilding.", 2, (short) 1);
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private RebuildingEngine() {}

  /// Starts one; returns when it is ready.
  static ServiceProcess start(String kafka, URI registry, URI clickHouse, Path folder) {
    var child = new ChildJvm(ChildJvm.ownClassPath(), RebuildingEngine.class.getName(),
        List.of(kafka, registry.toString(), clickHouse.toString(), folder.toString()),
        HEAP_MEGABYTES, List.of("-XX:TieredStopAtLevel=1"), Map.of(), List.of(), folder,
        folder.resolve("engine.log"));
    return ServiceProcess.start("engine of rebuilds", child, PATIENCE, _ -> {});
  }

  /// Arguments: broker, registry, ClickHouse, folder. Runs until its standard input closes.
  public static void main(String[] arguments) {
    ParentWatch.start(() -> Runtime.getRuntime().halt(0));
    try {
      var serdes = new RecordSerdes(URI.create(arguments[1]));
      var tables = ClickHouse.connect("jdbc:clickhouse:" + arguments[2]);
      var folder = Path.of(arguments[3]);
      var clock = InstantSource.system();
      // slices of a few blocks, so that there are several
      var warehouse =
          new Warehouse(() -> tables, new Limits(1L << 30, Duration.ofMinutes(5), 10));
      var rebuild = new RebuildProcess(warehouse, DerivationRules.USUAL,
          GateFiles.load(Optional.empty()), folder,
          new MarketEvents(serdes, Topics.withDefaults(), clock), clock);
      var _ = ProcessEngine.start(
          EngineConfig.withDefaults(TOPICS, "rebuilder", folder.resolve("state")),
          List.of(rebuild.namespace()), serdes, Map.of("bootstrap.servers", arguments[0]),
          new EngineMetrics(new SimpleMeterRegistry()));
      System.out.println(ServiceProcess.READY + "rebuilder");
    } catch (RuntimeException e) {
      System.out.println(ServiceProcess.FAILED + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }
}
