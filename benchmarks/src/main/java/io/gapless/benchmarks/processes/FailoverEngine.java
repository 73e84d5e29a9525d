package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.processes.Engines.Place;
import io.gapless.embedded.process.ParentWatch;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// An engine in a process of its own, to be killed.
final class FailoverEngine {

  private FailoverEngine() {}

  /// Arguments: broker, registry, topic prefix, name, standbys, folder. Runs until its standard input
  /// closes.
  public static void main(String[] arguments) {
    ParentWatch.start(() -> Runtime.getRuntime().halt(0));
    try {
      var place = new Place(arguments[2], arguments[3], Integer.parseInt(arguments[4]));
      var _ = Engines.start(StateLoad.NAMESPACE, place, Path.of(arguments[5]),
          Map.of("bootstrap.servers", arguments[0]), new RecordSerdes(URI.create(arguments[1])),
          new SimpleMeterRegistry());
      System.out.println(ServiceProcess.READY + place.name());
    } catch (RuntimeException e) {
      System.out.println(ServiceProcess.FAILED + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }
}
