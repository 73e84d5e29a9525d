package io.gapless.processes.engine;

import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An engine in a process of its own, to be killed. Its user code counts: a call adds an event that
/// holds what the caller said, and answers with the event's number.
final class CountingEngine {

  /// The namespace.
  static final String NAMESPACE = "count";
  private static final Duration STEP = Duration.ofMillis(5);

  private CountingEngine() {}

  /// Topics of a test.
  static ProcessTopics topics(String prefix) {
    return new ProcessTopics(prefix, 4, (short) 1);
  }

  /// The topic that its events go to.
  static String events(String prefix) {
    return prefix + "events";
  }

  /// Arguments: broker, topic prefix, name, state folder, `sound` or `mutant`. Prints `ready`, and
  /// runs until its standard input closes.
  public static void main(String[] arguments) throws IOException {
    var prefix = arguments[1];
    var namespace = Namespace.of(NAMESPACE, step -> {
      Thread.sleep(STEP);
      long number = step.process().lastEventId() + 1;
      return switch (step.type()) {
        case CALL -> Intent.none().event(step.args())
            .respond(Payload.of(Long.toString(number)));
        case INIT, TIMEOUT, NOTIFY, REPAIR, REMOVE -> Intent.none();
      };
    }).withPoolSize(64).withTopics(events(prefix), null);
    var config =
        EngineConfig.withDefaults(topics(prefix), arguments[2], Path.of(arguments[3]));
    var engine = ProcessEngine.start(config, List.of(namespace),
        FixedRegistry.serdes(), Map.of("bootstrap.servers", arguments[0]),
        new EngineMetrics(new SimpleMeterRegistry()),
        arguments[4].equals("mutant")
            ? parts -> EngineTopology.of(parts, () -> new MutantProcessor(parts))
            : EngineTopology::of);
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // whoever started it is there
    }
    Runtime.getRuntime().halt(engine.failure() == null ? 0 : 1);
  }
}
