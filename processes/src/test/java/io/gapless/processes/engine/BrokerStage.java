package io.gapless.processes.engine;

import static org.awaitility.Awaitility.await;

import io.gapless.processes.Answer;
import io.gapless.processes.EventRange;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.processes.core.Keys;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.TopicCreation;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// An engine on a real broker. A second of the table is a tenth of one.
final class BrokerStage implements Stage {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final ProcessTopics topics;
  private final Namespace namespace;
  private final Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ProcessEngine engine;
  private final Processes processes;
  private final ProcessClient client;

  /// @param prefix of topics and application, other than any other stage's
  BrokerStage(Map<String, Object> kafka, RecordSerdes serdes, String prefix, Path folder,
      Script script, Function<Namespace, Namespace> settings) {
    this.kafka = kafka;
    this.serdes = serdes;
    topics = new ProcessTopics(prefix, 2, (short) 1);
    namespace = settings.apply(Namespace.of("test", script.processor(BrokerStage::pass)));
    try (var admin = Admin.create(kafka)) {
      TopicCreation.ofMissing(admin, List.of(new NewTopic(PUBLISHED, 4, (short) 1)), prefix);
    }
    this.folder = folder;
    engine = start("test", metrics);
    processes = engine.processes();
    client = ProcessClient.start(topics, serdes, kafka, LONGEST);
  }

  @Override
  public Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 100));
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  @Override
  public Pending ask(StepOperation operation, ProcessId id, Request request) {
    var asked = new FutureTask<>(() -> switch (operation) {
      case INIT -> processes.init(id, request);
      case CALL -> processes.call(id, request);
      case REPAIR -> processes.repair(id, request);
      case SIMPLE_REPAIR -> processes.simpleRepair(id, request);
      case NOTIFY -> processes.notify(id, request);
    });
    Thread.ofVirtual().start(asked);
    return () -> {
      try {
        return asked.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    };
  }

  @Override
  public void put(ProcessId id, Import imported) throws Exception {
    var _ = processes.put(id, imported);
  }

  @Override
  public void remove(ProcessId id) throws Exception {
    var _ = processes.remove(id);
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range) throws Exception {
    return processes.get(id, range, Freshness.OWN_WRITES);
  }

  @Override
  public List<StoredTask> trace(ProcessId id) throws Exception {
    return processes.trace(id, Freshness.OWN_WRITES);
  }

  @Override
  public Processes elsewhere() {
    return client;
  }

  @Override
  public List<ProcessId> list(String after, int limit) throws Exception {
    return processes.list(namespace.name(), after, limit);
  }

  @Override
  public boolean isHealthy(String name) throws Exception {
    return processes.healthCheck(name).isEmpty();
  }

  @Override
  public void until(BooleanSupplier condition) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
  }

  @Override
  public List<ProcessEvent> events() {
    return read(Objects.requireNonNull(namespace.eventsTopic()), ProcessEvent.class);
  }

  @Override
  public List<LifecycleEvent> lifecycles() {
    return read(Objects.requireNonNull(namespace.lifecycleTopic()), LifecycleEvent.class);
  }

  @Override
  public List<Payload> published(int partition, Payload key) {
    var found = new ArrayList<Payload>();
    read(PUBLISHED, record -> record.partition() == partition
        && Payload.of(record.key()).equals(key) && found.add(Payload.of(record.value())));
    return found;
  }

  @Override
  public void loseStep(ProcessId id) throws Exception {
    var running = trace(id).stream().filter(task -> task.getStatus() == TaskStatus.RUNNING)
        .findFirst().orElseThrow();
    var lose = new ProcessCommand(id.namespace(), id.id(), null,
        new LoseStep(incarnation(id), running.getTaskId(), running.getAttempt()));
    try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.commands(), Keys.command(id),
          serdes.encode(topics.commands(), lose))).get();
    }
  }

  @Override
  public void close() {
    client.close();
    engine.close();
  }

  /// Another engine of the same processes.
  ProcessEngine start(String name, SimpleMeterRegistry registry) {
    return ProcessEngine.start(EngineConfig.withDefaults(topics, name, folder.resolve(name)),
        List.of(namespace), serdes, kafka, new EngineMetrics(registry));
  }

  ProcessEngine engine() {
    return engine;
  }

  SimpleMeterRegistry metrics() {
    return metrics;
  }

  /// Where the log of commands ends for a process.
  Answer.Position end(ProcessId id) {
    int number = Topics.keyPartition(Keys.command(id), topics.partitions());
    try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topics.commands(), number);
      return new Answer.Position(number, Objects.requireNonNull(
          consumer.endOffsets(List.of(partition)).get(partition)) - 1);
    }
  }

  /// Offset of the command that made a process, in the log.
  private long incarnation(ProcessId id) {
    return read(topics.commands(), record -> Arrays.equals(record.key(),
        Keys.command(id))).getFirst();
  }

  private static void pass(Instant until) throws InterruptedException {
    Thread.sleep(Math.max(0, until.toEpochMilli() - System.currentTimeMillis()));
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    var found = new ArrayList<T>();
    read(topic, record -> found.add(serdes.decode(topic, record.value(), type)));
    return found;
  }

  private List<Long> read(String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    var found = new ArrayList<Long>();
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (wanted.test(record)) {
            found.add(record.offset());
          }
        }
      }
    }
    return found;
  }
}
