package io.gapless.processes.engine;

import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Claim;
import io.gapless.processes.core.Effect;
import io.gapless.processes.core.Engine;
import io.gapless.processes.core.Removal;
import io.gapless.processes.core.Rows;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.processes.core.Timer;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.FireTimer;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.RemoveMore;
import io.gapless.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the commands of one partition.
///
/// When the partition comes here, its state may be older than its log: a command of ours, a mark, is
/// written to the log, and only when it comes back are steps executed and timers fired. What was
/// executed before, and what became of it, is known by then.
final class EngineProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  /// Name of the store that holds everything.
  static final String STORE = "core";
  private static final Logger log = LoggerFactory.getLogger(EngineProcessor.class);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration MARK_AGAIN = Duration.ofSeconds(5);

  private final EngineParts parts;
  private final long mark = ThreadLocalRandom.current().nextLong();
  private ProcessorContext<byte[], Outgoing> context;
  private HostedPartition partition;
  private Engine engine;
  private Housekeeping housekeeping;
  private Instant markedAt = Instant.EPOCH;

  EngineProcessor(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> store =
        context.getStateStore(STORE);
    var table = new StoreTable(store);
    engine = new Engine(table);
    partition = new HostedPartition(context.taskId().partition(), new Rows(table));
    housekeeping = new Housekeeping(partition, parts.commands(), parts.metrics());
    parts.hosts().came(partition);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    mark(now());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      apply(record, context.recordMetadata().orElseThrow());
    } catch (TableUnavailableException e) {
      throw e.reason(); // Kafka Streams knows what to do about its own
    }
  }

  @Override
  public void close() {
    if (partition != null) {
      parts.hosts().went(partition);
    }
  }

  private void apply(Record<byte[], byte[]> record, RecordMetadata source) {
    var at = Instant.ofEpochMilli(record.timestamp());
    try {
      var command = parts.serdes().decode(source.topic(), record.value(), ProcessCommand.class);
      long began = System.nanoTime();
      var effects = engine.apply(command, at, source.offset());
      measure(command, effects, began);
      for (Effect effect : effects) {
        follow(effect, source, record.timestamp());
      }
      partition.applied(source.offset());
      if (command.getBody() instanceof FireTimer fire) {
        housekeeping.applied(new Timer(fire.getDue(),
            new ProcessId(command.getNamespace(), command.getId()),
            fire.getIncarnation(), fire.getTask()), at);
      } else if (command.getBody() instanceof Mark read && read.getNumber() == mark) {
        begin();
      }
    } catch (UnreadableRecordException e) {
      log.warn("{}-{} offset {} goes to the dead-letter topic: {}", source.topic(),
          source.partition(), source.offset(), e.getMessage());
      bury(record, source, e);
      engine.skip(source.offset());
    }
  }

  private void measure(ProcessCommand command, List<Effect> effects, long began) {
    if (command.getBody() instanceof CompleteStep complete) {
      CompletionType.of(complete.getOutcome(), effects)
          .ifPresent(type -> parts.metrics().stepCompleted(command.getNamespace(), type,
              Duration.ofNanos(System.nanoTime() - began)));
    } else if (command.getBody() instanceof RemoveMore more
        && effects.stream().noneMatch(Effect.RemovalGoesOn.class::isInstance)) {
      housekeeping.removed(new Removal(new ProcessId(command.getNamespace(), command.getId()),
          more.getIncarnation()));
    }
  }

  private void follow(Effect effect, RecordMetadata source, long timestamp) {
    switch (effect) {
      case Effect.Reply(var to, var answer) -> {
        if (!parts.questions().answer(to, answer, source.partition(), source.offset())) {
          parts.replies().send(to, answer, source.partition(), source.offset());
        }
      }
      case Effect.Start(var claim) -> {
        if (partition.isLive()) {
          parts.steps().start(claim, partition);
        }
      }
      case Effect.Emit(var topic, var event) -> {
        long began = System.nanoTime();
        forward(topic, event.getNamespace() + " " + event.getId(),
            parts.encoder().encode(topic, event), timestamp);
        parts.metrics().notified(event.getNamespace(), "event_sink",
            Duration.ofNanos(System.nanoTime() - began));
      }
      case Effect.Tell(var topic, var event) -> {
        long began = System.nanoTime();
        forward(topic, event.getNamespace() + " " + event.getId(),
            parts.encoder().encode(topic, event), timestamp);
        parts.metrics().notified(event.getNamespace(), "lifecycle_sink",
            Duration.ofNanos(System.nanoTime() - began));
      }
      case Effect.Publish(var wanted) -> context.forward(new Record<>(bytes(wanted.getKey()),
          new Outgoing(wanted.getTopic(), wanted.getPartition(),
              Bytes.wrap(bytes(wanted.getValue()))),
          timestamp));
      case Effect.Armed(var timer) -> housekeeping.armed(timer);
      case Effect.RemovalGoesOn removal -> {
        if (partition.isLive()) {
          housekeeping.follow(removal);
        }
      }
      case Effect.Counted counted -> parts.metrics().count(counted);
    }
  }

  private void forward(String topic, String key, byte[] value, long timestamp) {
    context.forward(new Record<>(key.getBytes(StandardCharsets.UTF_8),
        new Outgoing(topic, null, Bytes.wrap(value)), timestamp));
  }

  private void tick(long millis) {
    var now = Instant.ofEpochMilli(millis);
    if (partition.isLive()) {
      housekeeping.tick(now);
    } else if (!now.isBefore(markedAt.plus(MARK_AGAIN))) {
      mark(now);
    }
  }

  private void mark(Instant now) {
    markedAt = now;
    parts.commands().send(partition.partition(),
        new ProcessCommand("", "", null, new Mark(mark)),
        failure -> log.warn("the state of partition {} cannot be taken up yet: {}",
            partition.partition(), failure.getMessage()));
  }

  /// All is applied that was in the log before: takes up what is under way.
  private void begin() {
    if (partition.isLive()) {
      return;
    }
    long began = System.nanoTime();
    partition.becomeLive();
    housekeeping.begin();
    var rows = partition.rows();
    for (var id : rows.running()) {
      var process = rows.process(id).orElseThrow();
      var task = process.getRunning();
      if (task == null) {
        continue;
      }
      var lost = rows.settings(id.namespace()).orElseThrow().getLostSteps();
      if (lost == LostSteps.RETRY) {
        parts.steps().start(new Claim(id, process.getIncarnation(),
            task.getTaskId(), task.getAttempt(), task.getType()), partition);
      } else {
        parts.commands().send(new ProcessCommand(id.namespace(), id.id(), null,
            new LoseStep(process.getIncarnation(), task.getTaskId(), task.getAttempt())),
            failure -> log.warn("step {} of {} is lost, and nobody was told: {}",
                task.getTaskId(), id, failure.getMessage()));
      }
    }
    parts.metrics().zombiesCollected(Duration.ofNanos(System.nanoTime() - began));
  }

  private void bury(Record<byte[], byte[]> record, RecordMetadata source, Exception why) {
    var letter = DeadLetter.newBuilder().setSource(source.topic())
        .setPartition(source.partition()).setOffset(source.offset())
        .setKey(wrapped(record.key())).setValue(wrapped(record.value()))
        .setReason(String.valueOf(why.getMessage())).setWorkerId(parts.node())
        .setAt(Instant.ofEpochMilli(record.timestamp())).build();
    byte[] key = record.key() == null ? new byte[0] : record.key();
    context.forward(new Record<>(key, new Outgoing(parts.topics().deadLetter(), null,
        Bytes.wrap(parts.serdes().encode(parts.topics().deadLetter(), letter))),
        record.timestamp()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
