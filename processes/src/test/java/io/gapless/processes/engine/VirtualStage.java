package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.Answer;
import io.gapless.processes.EventRange;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.processes.core.Claim;
import io.gapless.processes.core.Keys;
import io.gapless.processes.core.Rows;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// The engine's topology in virtual time: a step takes no time unless it says so.
final class VirtualStage implements Stage {

  private static final ProcessTopics TOPICS = new ProcessTopics("test.", 1, (short) 1);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Namespace namespace;
  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final ArrayDeque<ProcessCommand> written = new ArrayDeque<>();
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at).thenComparingLong(Ending::number));
  private final Map<Long, Answered> answers = new HashMap<>();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> commands;
  private final LocalProcesses processes;
  private final LocalProcesses elsewhere;
  private final List<ProcessEvent> events = new ArrayList<>();
  private final List<LifecycleEvent> lifecycles = new ArrayList<>();
  private final List<TestRecord<byte[], byte[]>> published = new ArrayList<>();
  private Instant now = START;
  private Instant stepEnds = START;
  private long numbers;
  private boolean pumping;

  /// A step whose outcome is written at that time.
  private record Ending(Instant at, long number, ProcessCommand command) {}

  private record Answered(StepAnswer answer, Answer.Position position) {}

  /// @param settings of the namespace, of its user code
  VirtualStage(Path folder, Script script, Function<Namespace, Namespace> settings) {
    namespace = settings.apply(Namespace.of("test", script.processor(until -> stepEnds = until)));
    var hosts = new Hosts();
    var log = new CommandLog() {

      @Override
      public void send(ProcessCommand command, Consumer<Exception> onFailure) {
        written.add(command);
      }

      @Override
      public void send(int partition, ProcessCommand command, Consumer<Exception> onFailure) {
        written.add(command);
      }
    };
    var metrics = new EngineMetrics(new SimpleMeterRegistry());
    var questions = new Questions("other", 0, new CommandLog() {

      @Override
      public void send(ProcessCommand command, Consumer<Exception> onFailure) {
        log.send(command, onFailure);
        pump();
      }

      @Override
      public void send(int partition, ProcessCommand command, Consumer<Exception> onFailure) {
        log.send(partition, command, onFailure);
        pump();
      }
    });
    var parts = new EngineParts("test", TOPICS, serdes, SinkEncoder.avro(serdes), log, this::start,
        questions, this::answered, hosts, metrics);
    var namespaces = Map.of(namespace.name(), namespace);
    var reads = new LoggedReads(questions, 1, this::pass);
    var standbys =
        new StandbyReads(_ -> Optional.empty(), new LogEnds(), System::nanoTime, metrics);
    processes = new LocalProcesses(namespaces, reads, questions,
        new LocalState(hosts, standbys, hosts::trouble), metrics);
    var none = new Hosts();
    elsewhere = new LocalProcesses(namespaces, reads, questions,
        new LocalState(none, standbys, none::trouble), metrics);
    var properties = new Properties();
    properties.put("application.id", "test.processes");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", folder.toString());
    driver = new TopologyTestDriver(EngineTopology.of(parts), properties, now);
    commands = driver.createInputTopic(TOPICS.commands(), new ByteArraySerializer(),
        new ByteArraySerializer());
    written.add(new ProcessCommand(namespace.name(), "", null, namespace.settings()));
    pump();
  }

  @Override
  public Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Pending ask(StepOperation operation, ProcessId id, Request request) {
    return send(id, new AskStep(operation, request.args().buffer(), request.context().buffer(),
        request.idempotencyKey(), request.range().toRecord()));
  }

  @Override
  public void put(ProcessId id, Import imported) throws Exception {
    send(id, Views.record(imported)).get();
  }

  @Override
  public void remove(ProcessId id) throws Exception {
    send(id, new RemoveProcess()).get();
  }

  /// Reads both ways.
  @Override
  public Snapshot get(ProcessId id, EventRange range) throws Exception {
    var there = elsewhere.get(id, range, Freshness.OWN_WRITES);
    var here = processes.get(id, range, Freshness.OWN_WRITES);
    assertThat(there).isEqualTo(here);
    return here;
  }

  @Override
  public List<StoredTask> trace(ProcessId id) throws Exception {
    var there = elsewhere.trace(id, Freshness.OWN_WRITES);
    var here = processes.trace(id, Freshness.OWN_WRITES);
    here.forEach(task -> task.setWaiting(List.of()));
    assertThat(there).isEqualTo(here);
    return here;
  }

  @Override
  public Processes elsewhere() {
    return elsewhere;
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
    var deadline = now.plus(LONGEST);
    while (!condition.getAsBoolean()) {
      if (now.isAfter(deadline)) {
        throw new AssertionError("not within " + LONGEST);
      }
      step();
    }
  }

  @Override
  public List<ProcessEvent> events() {
    collect();
    return List.copyOf(events);
  }

  @Override
  public List<LifecycleEvent> lifecycles() {
    collect();
    return List.copyOf(lifecycles);
  }

  @Override
  public List<Payload> published(int partition, Payload key) {
    published.addAll(driver
        .createOutputTopic(PUBLISHED, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList());
    return published.stream().filter(record -> Payload.of(record.key()).equals(key))
        .map(record -> Payload.of(record.value())).toList();
  }

  @Override
  public void loseStep(ProcessId id) {
    var task = rows().process(id).orElseThrow();
    var running = Objects.requireNonNull(task.getRunning());
    endings.removeIf(ending -> ending.command().getId().equals(id.id()));
    written.add(new ProcessCommand(id.namespace(), id.id(), null, new LoseStep(
        task.getIncarnation(), running.getTaskId(), running.getAttempt())));
    pump();
  }

  @Override
  public void close() {
    driver.close();
  }

  private void pass(Duration length) {
    var end = now.plus(length);
    until(() -> !now.isBefore(end));
  }

  private Rows rows() {
    return new Rows(
        new StoreTable(driver.getKeyValueStore(EngineProcessor.STORE)));
  }

  private Pending send(ProcessId id, Object body) {
    long number = ++numbers;
    written.add(new ProcessCommand(id.namespace(), id.id(), new ReplyTo("test", 0, number), body));
    pump();
    return () -> {
      var deadline = now.plus(namespace.stepTimeout());
      var answered = answers.get(number);
      while (answered == null) {
        if (!now.isBefore(deadline)) {
          throw new ProcessException(StepErrorKind.TIMEOUT, "timeout");
        }
        step();
        answered = answers.get(number);
      }
      var error = answered.answer().getError();
      if (error != null) {
        throw new ProcessException(error.getKind(), error.getReason());
      }
      return new Answer(Optional.ofNullable(answered.answer().getResponse()).map(Payload::of),
          answered.position());
    };
  }

  private void start(Claim claim, HostedPartition partition) {
    StepRunner.step(claim, partition).ifPresent(step -> {
      stepEnds = now;
      Object outcome;
      try {
        outcome = StepRunner.outcome(namespace.processor(),
            topic -> topic.equals(PUBLISHED) ? 4 : 0, claim, step);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      var limit = now.plus(namespace.stepTimeout());
      Object body = stepEnds.isAfter(limit)
          ? new LoseStep(claim.incarnation(), claim.task(), claim.attempt())
          : new CompleteStep(claim.incarnation(), claim.task(), claim.attempt(), outcome);
      endings.add(new Ending(stepEnds.isAfter(limit) ? limit : stepEnds, ++numbers,
          new ProcessCommand(claim.id().namespace(), claim.id().id(), null, body)));
    });
  }

  private void answered(ReplyTo to, StepAnswer answer, int partition, long offset) {
    answers.put(to.getNumber(), new Answered(answer, new Answer.Position(partition, offset)));
  }

  /// Lets one tick pass, or goes to the end of a step before that.
  private void step() {
    var next = now.plus(TICK);
    if (!endings.isEmpty() && endings.peek().at().isBefore(next)) {
      next = endings.peek().at();
    }
    if (next.isAfter(now)) {
      driver.advanceWallClockTime(Duration.between(now, next));
      now = next;
    }
    while (!endings.isEmpty() && !endings.peek().at().isAfter(now)) {
      written.add(endings.remove().command());
      pump();
    }
    pump();
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    for (var command = written.poll(); command != null; command = written.poll()) {
      var key = command.getId().isEmpty()
          ? null
          : Keys.command(new ProcessId(command.getNamespace(), command.getId()));
      commands.pipeInput(key, serdes.encode(TOPICS.commands(), command), now);
    }
    pumping = false;
  }

  private void collect() {
    events.addAll(read(Objects.requireNonNull(namespace.eventsTopic()), ProcessEvent.class));
    lifecycles
        .addAll(read(Objects.requireNonNull(namespace.lifecycleTopic()), LifecycleEvent.class));
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList().stream().map(value -> serdes.decode(topic, value, type)).toList();
  }
}
