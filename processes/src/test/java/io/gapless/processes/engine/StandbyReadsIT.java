package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.processes.core.Keys;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines, of which each reads processes of the other.
class StandbyReadsIT {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final ProcessTopics TOPICS = new ProcessTopics("standby.", 2, (short) 1);
  /// One of each partition.
  private static final List<ProcessId> IDS = IntStream.range(0, 2).mapToObj(
      partition -> IntStream.iterate(0, i -> i + 1).mapToObj(i -> new ProcessId("count", "p" + i))
          .filter(id -> Topics.keyPartition(Keys.command(id), 2) == partition)
          .findFirst().orElseThrow())
      .toList();

  @TempDir
  Path folder;
  private KafkaBroker broker;
  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final SimpleMeterRegistry metricsOfA = new SimpleMeterRegistry();
  private final SimpleMeterRegistry metricsOfB = new SimpleMeterRegistry();

  @BeforeEach
  void startBroker() {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void aProcessOfAnotherEngineIsReadWithinItsBoundAlsoWhileItMovesHere() throws Exception {
    var a = start("a", metricsOfA);
    try (var b = start("b", metricsOfB)) {
      for (ProcessId id : IDS) {
        var _ = b.processes().init(id, Request.of(""));
        var _ = b.processes().call(id, Request.of("first"));
      }
      // each owns one, and has a copy of the other
      await().atMost(LONGEST).until(() -> sees(a, 1) && hits(metricsOfA) > 0);
      await().atMost(LONGEST).until(() -> sees(b, 1) && hits(metricsOfB) > 0);

      changelogsKeepTheirOrder();
      neverWithoutABound(b);
      aPositionIsWaitedForByWhoeverOwnsIt(b);

      assertThat(metricsOfB.getMeters())
          .anyMatch(meter -> meter.getId().getName().startsWith("kafka.stream."));

      a.close();
      // b owns all now, or will
      for (ProcessId id : IDS) {
        await().atMost(LONGEST).until(() -> sees(b, id, 2));
        assertThat(b.processes().call(id, Request.of("third")).response())
            .contains(Payload.of("3"));
        assertThat(b.processes()
            .get(id, EventRange.ALL, new Freshness.AtMost(BOUND)).history()).hasSize(3);
      }
      assertThat(b.processes().healthCheck("count")).isEmpty();
      for (ProcessId id : IDS) {
        var _ = b.processes().remove(id);
      }
      await().atMost(LONGEST).until(() -> metricsOfB
          .find("gapless.processes.process.removing.duration").timer() != null);
      assertThat(a.processes().healthCheck("count")).contains("the engine has stopped");
    } finally {
      a.close();
    }
    hasAllMetrics();
  }

  /// For longer than copies are read.
  private void changelogsKeepTheirOrder() throws Exception {
    var changelog = new ConfigResource(ConfigResource.Type.TOPIC,
        "standby.processes-core-changelog");
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.url()))) {
      var settings = Objects.requireNonNull(
          admin.describeConfigs(List.of(changelog)).all().get().get(changelog));
      var lag = settings.get(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG).value();
      assertThat(Duration.ofMillis(Long.parseLong(lag))).isGreaterThan(LogEnds.LONGEST);
    }
  }

  private void neverWithoutABound(ProcessEngine engine) throws InterruptedException {
    double before = hits(metricsOfB);
    for (ProcessId id : IDS) {
      try {
        var _ = engine.processes().get(id, EventRange.ALL, new Freshness.AtMost(Duration.ZERO));
      } catch (EngineUnavailableException e) {
        assertThat(e).hasMessageContaining("does not lie on this engine");
      }
    }
    assertThat(hits(metricsOfB)).isEqualTo(before);
  }

  /// What was answered with a position is seen by whoever answers with it, however far copies are.
  private static void aPositionIsWaitedForByWhoeverOwnsIt(ProcessEngine engine)
      throws InterruptedException {
    for (ProcessId id : IDS) {
      var told = new Freshness.AtLeast(
          engine.processes().call(id, Request.of("second")).position());
      await().atMost(LONGEST).until(() -> {
        try {
          assertThat(engine.processes().get(id, EventRange.ALL, told).history()).hasSize(2);
          return true;
        } catch (EngineUnavailableException e) {
          return false; // the copy is not there yet
        }
      });
    }
  }

  private static boolean sees(ProcessEngine engine, int events) throws InterruptedException {
    for (ProcessId id : IDS) {
      if (!sees(engine, id, events)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sees(ProcessEngine engine, ProcessId id, int events)
      throws InterruptedException {
    try {
      return engine.processes().get(id, EventRange.ALL, new Freshness.AtMost(BOUND)).history()
          .size() == events;
    } catch (EngineUnavailableException e) {
      return false;
    }
  }

  private void hasAllMetrics() {
    for (String name : List.of("request.preparing.duration", "task.processing.duration",
        "task.completion.duration", "notification.duration", "zombie.collection.duration",
        "standby.read.staleness", "standby.read.lag", "commands.waiting", "steps.waiting")) {
      assertThat(metricsOfB.find("gapless.processes." + name).meters()).as(name).isNotEmpty();
    }
    // Kafka Streams' own go with the engine
    assertThat(metricsOfB.getMeters())
        .noneMatch(meter -> meter.getId().getName().startsWith("kafka."));
  }

  private static double hits(SimpleMeterRegistry metrics) {
    var counter =
        metrics.find("gapless.processes.standby.reads").tag("result", "hit").counter();
    return counter == null ? 0 : counter.count();
  }

  private ProcessEngine start(String name, SimpleMeterRegistry metrics) {
    var namespace = Namespace.of("count", step -> switch (step.type()) {
      case CALL -> Intent.none().event(step.args())
          .respond(Payload.of(Long.toString(step.process().lastEventId() + 1)));
      case INIT, TIMEOUT, NOTIFY, REPAIR, REMOVE -> Intent.none();
    }).withTopics("standby.events", null);
    return ProcessEngine.start(EngineConfig.withDefaults(TOPICS, name, folder.resolve(name)),
        List.of(namespace), serdes,
        Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50),
        new EngineMetrics(metrics));
  }
}
