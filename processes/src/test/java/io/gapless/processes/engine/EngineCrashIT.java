package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two engines, killed with SIGKILL at random while callers ask; also paused past their session's end,
/// and the broker killed. Every answer is then looked for in the history, read committed.
///
/// `-Dgapless.crash.seed=N` repeats an order of kills, `-Dgapless.crash.kills=N` makes the long form
/// longer or shorter.
class EngineCrashIT {

  private static final int PROCESSES = 40;
  private static final int CALLERS = 24;
  private static final Duration ASKED = Duration.ofSeconds(5);
  private static final Duration PAUSED = Duration.ofSeconds(9);

  private final long seed = Long.getLong("gapless.crash.seed", System.nanoTime());
  private final RecordSerdes serdes = FixedRegistry.serdes();
  /// Stays after a failure: the broker's log and the engines' tell why.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;
  private EmbeddedStack broker;

  /// What the history says against the answers.
  ///
  /// @param answers that were given
  /// @param lost answered calls that are not in the history
  /// @param wrong calls whose event has another number than was answered
  /// @param twice calls that are in the history more than once
  /// @param gaps numbers that no event has
  record Verdict(int answers, int lost, int wrong, int twice, int gaps) {}

  @BeforeEach
  void startBroker() {
    broker = broker();
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void everyAnswerHoldsAfterSomeKills() throws Exception {
    assertSound(play("sound", 4, 1));
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void everyAnswerHoldsAfterFiftyKills() throws Exception {
    int kills = Integer.getInteger("gapless.crash.kills", 50);
    assertSound(play("sound", kills, Math.max(1, kills / 10)));
  }

  @Test
  void anEngineWhoseClockWritesStateIsCaught() throws Exception {
    for (int round = 0; round < 5; round++) {
      if (play("mutant", 2, 0).wrong() > 0) {
        return;
      }
    }
    throw new AssertionError("the broken engine was not caught");
  }

  private static void assertSound(Verdict verdict) {
    assertThat(verdict.answers()).isGreaterThan(200);
    assertThat(verdict).isEqualTo(new Verdict(verdict.answers(), 0, 0, 0, 0));
  }

  /// @param kills of engines and the broker
  /// @param ofBroker how many of them; where there are some, an engine is paused, too
  private Verdict play(String kind, int kills, int ofBroker) throws Exception {
    var random = new Random(seed);
    var prefix = kind + random.nextInt(1_000_000) + ".";
    var topics = CountingEngine.topics(prefix);
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
      topics.create(admin, List.of(CountingEngine.events(prefix)));
    }
    System.out.println(kills + " kills, -Dgapless.crash.seed=" + seed);
    var victims = new ArrayList<String>();
    for (int i = 0; i < kills; i++) {
      victims.add(i < ofBroker ? "broker" : i % 2 == 0 ? "a" : "b");
    }
    Collections.shuffle(victims, random);
    Callers callers;
    try (
        var engines = new EngineProcesses(Files.createDirectories(folder.resolve(prefix)),
            kafka(), prefix, kind);
        var client = ProcessClient.start(topics, serdes,
            Map.of("bootstrap.servers", kafka(), "delivery.timeout.ms", 20_000,
                "request.timeout.ms", 10_000),
            ASKED)) {
      engines.start("a");
      engines.start("b");
      engines.awaitReady("a");
      engines.awaitReady("b");
      callers = new Callers(client, PROCESSES);
      try (callers) {
        callers.start(CALLERS);
        for (int i = 0; i < kills; i++) {
          awaitMore(callers);
          if (i == kills / 2 && ofBroker > 0) {
            engines.pause("a", PAUSED);
            awaitMore(callers);
          }
          kill(victims.get(i), engines);
        }
        awaitMore(callers);
      }
    }
    assertThat(callers.unexpected()).isEmpty();
    var verdict = judge(callers.told(), CountingEngine.events(prefix));
    System.out.println(kind + ": " + verdict);
    return verdict;
  }

  private void kill(String victim, EngineProcesses engines) {
    System.out.println("kills " + victim);
    if (victim.equals("broker")) {
      long pid = broker.service(Service.KAFKA).pid().orElseThrow();
      ProcessHandle.of(pid).ifPresent(process -> {
        process.destroyForcibly();
        process.onExit().join();
      });
      broker.close();
      broker = broker();
    } else {
      engines.awaitReady(victim);
      engines.kill(victim);
      engines.start(victim);
    }
  }

  private static void awaitMore(Callers callers) {
    int before = callers.told().size();
    Awaitility.await().atMost(2, TimeUnit.MINUTES).until(
        () -> callers.told().size() > before + 50 || !callers.unexpected().isEmpty());
  }

  private Verdict judge(List<Callers.Told> told, String events) {
    var numbers = new HashMap<String, Long>();
    var highest = new HashMap<String, Long>();
    var counts = new HashMap<String, Integer>();
    int twice = 0;
    var places = new HashMap<String, String>();
    for (var record : committed(events)) {
      var event = serdes.decode(events, record.value(), ProcessEvent.class);
      var said = StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
      highest.merge(event.getId(), event.getEventId(), Math::max);
      counts.merge(event.getId(), 1, Integer::sum);
      if (said.equals(MutantProcessor.SAID)) {
        continue;
      }
      var place = events + "-" + record.partition() + " offset " + record.offset() + " at "
          + Instant.ofEpochMilli(record.timestamp()) + " number " + event.getEventId();
      var earlier = places.put(event.getId() + " " + said, place);
      numbers.put(event.getId() + " " + said, event.getEventId());
      if (earlier != null) {
        System.out.println("twice: " + event.getId() + ", " + earlier + ", then " + place
            + ", see " + folder);
        twice++;
      }
    }
    int gaps = highest.entrySet().stream()
        .mapToInt(process -> (int) (process.getValue() - counts.getOrDefault(process.getKey(), 0)))
        .sum();
    var lost = new HashSet<>(told);
    lost.removeIf(one -> numbers.containsKey(one.process() + " " + one.said()));
    long wrong = told.stream().filter(one -> numbers
        .getOrDefault(one.process() + " " + one.said(), one.number()) != one.number()).count();
    return new Verdict(told.size(), lost.size(), (int) wrong, twice, gaps);
  }

  private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka(), "isolation.level", "read_committed"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // a transaction that an engine died in is ended by its time-out; the end waits for it
      Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
        var ends = uncommittedEnds(partitions);
        return ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
      });
    }
    return found;
  }

  private Map<TopicPartition, Long> uncommittedEnds(List<TopicPartition> partitions) {
    try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka()),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions);
    }
  }

  private EmbeddedStack broker() {
    return EmbeddedStack.start(EmbeddedConfig.of(folder.resolve("kafka")).with(Service.KAFKA)
        .withKafkaAsChild());
  }

  private String kafka() {
    return broker.url(Service.KAFKA);
  }
}
