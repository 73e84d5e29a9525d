package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.processes.Step;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines that share the processes, and a client that has none: everybody reads everything.
class ElsewhereIT {

  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final ProcessTopics TOPICS = new ProcessTopics("elsewhere.", 4, (short) 1);
  private static final RecordSerdes SERDES = new RecordSerdes(new InMemoryRegistry());
  private static final String KILOBYTE = "x".repeat(1_000);
  private static final List<ProcessId> IDS = IntStream.rangeClosed(1, 12)
      .mapToObj(number -> new ProcessId("notes", "note " + number)).toList();

  @TempDir
  static Path folder;
  private static KafkaBroker broker;
  private static ProcessEngine one;
  private static ProcessEngine other;
  private static ProcessClient client;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    one = engine(TOPICS, "one", kafka());
    other = engine(TOPICS, "other", kafka());
    client = ProcessClient.start(TOPICS, SERDES, kafka(), LONGEST);
    for (ProcessId id : IDS) {
      var _ = client.init(id, Request.of("first"));
    }
    // each of them has to own some, else none of them reads elsewhere
    await().atMost(LONGEST).until(
        () -> one.processes().healthCheck("notes").isEmpty()
            && other.processes().healthCheck("notes").isEmpty());
  }

  @AfterAll
  static void stop() {
    client.close();
    other.close();
    one.close();
    broker.close();
  }

  @Test
  void everybodyReadsEveryProcess() throws Exception {
    for (Processes reader : readers()) {
      for (ProcessId id : IDS) {
        assertThat(texts(reader, id, EventRange.ALL)).containsExactly("first");
        assertThat(reader.trace(id, Freshness.OWN_WRITES)).singleElement().satisfies(task -> {
          assertThat(task.getType()).isEqualTo(TaskType.INIT);
          assertThat(task.getStatus()).isEqualTo(TaskStatus.FINISHED);
        });
      }
      assertThat(reader.list("notes", "", 100)).containsAll(IDS);
      assertThat(reader.list("notes", "note 3", 2)).extracting(ProcessId::id)
          .containsExactly("note 4", "note 5");
      assertThat(reader.healthCheck("notes")).isEmpty();
    }
  }

  @Test
  void everybodySeesWhatSomebodyElseWasTold() throws Exception {
    var id = new ProcessId("notes", "told");
    var _ = client.init(id, Request.of("0"));

    for (int number = 1; number <= 20; number++) {
      var asking = readers().get(number % 3);
      var answer = asking.call(id, Request.of("add " + number));
      for (Processes reader : readers()) {
        assertThat(texts(reader, id, EventRange.before(Long.MAX_VALUE).limited(1),
            new Freshness.AtLeast(answer.position()))).containsExactly("add " + number);
      }
    }
  }

  @Test
  void aLongHistoryIsReadWholeFromEverywhere() throws Exception {
    var id = new ProcessId("notes", "long");
    var _ = client.init(id, Request.of("first"));
    for (int i = 0; i < 10; i++) {
      var _ = client.call(id, Request.of("many 500"));
    }
    var numbers = LongStream.rangeClosed(1, 5_001).boxed().toList();

    for (Processes reader : readers()) {
      assertThat(ids(reader, id, EventRange.ALL)).isEqualTo(numbers);
      assertThat(ids(reader, id, EventRange.before(Long.MAX_VALUE)))
          .isEqualTo(numbers.reversed());
      assertThat(ids(reader, id, EventRange.after(100).limited(3_000)))
          .isEqualTo(numbers.subList(100, 3_100));
      assertThat(reader.trace(id, Freshness.OWN_WRITES)).extracting(StoredTask::getTaskId)
          .isEqualTo(LongStream.rangeClosed(1, 11).boxed().toList());
    }
  }

  @Test
  void anAnswerThatIsTooLargeForItsTopicSaysSo() throws Exception {
    var topics = new ProcessTopics("small.", 1, (short) 1);
    var limited = new HashMap<>(kafka());
    limited.put("max.request.size", 400_000);
    var id = new ProcessId("notes", "long");
    try (var _ = engine(topics, "small", limited);
        var reader = ProcessClient.start(topics, SERDES, kafka(), LONGEST)) {
      var _ = reader.init(id, Request.of("many 250"));
      var _ = reader.call(id, Request.of("many 250"));

      assertThat(reader.get(id, EventRange.ALL.limited(250), Freshness.OWN_WRITES).history())
          .hasSize(250);
      assertThatThrownBy(() -> reader.get(id, EventRange.ALL, Freshness.OWN_WRITES))
          .isInstanceOfSatisfying(ProcessException.class,
              e -> assertThat(e.kind()).isEqualTo(StepErrorKind.INTERNAL))
          .hasMessageContaining("too large");
    }
  }

  private static List<Processes> readers() {
    return List.of(one.processes(), other.processes(), client);
  }

  private static List<String> texts(Processes reader, ProcessId id, EventRange range)
      throws InterruptedException {
    return texts(reader, id, range, Freshness.OWN_WRITES);
  }

  private static List<String> texts(Processes reader, ProcessId id, EventRange range,
      Freshness freshness) throws InterruptedException {
    return reader.get(id, range, freshness).history().stream().map(HistoryEvent::payload)
        .map(Payload::text).toList();
  }

  private static List<Long> ids(Processes reader, ProcessId id, EventRange range)
      throws InterruptedException {
    return reader.get(id, range, Freshness.OWN_WRITES).history().stream()
        .map(HistoryEvent::eventId).toList();
  }

  private static ProcessEngine engine(ProcessTopics topics, String name,
      Map<String, Object> properties) {
    return ProcessEngine.start(
        new EngineConfig(topics, name, folder.resolve(name), 1, Duration.ofMillis(100), 0),
        List.of(Namespace.of("notes", ElsewhereIT::note).withStepTimeout(LONGEST)), SERDES,
        properties, new EngineMetrics(new SimpleMeterRegistry()));
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50);
  }

  private static Intent note(Step step) {
    var words = step.args().text().split(" ", 2);
    return switch (words[0]) {
      case "many" -> {
        var intent = Intent.none();
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          intent = intent.event(Payload.of(KILOBYTE));
        }
        yield intent;
      }
      default -> Intent.none().event(step.args());
    };
  }
}
