package io.gapless.cli.progress;

import io.gapless.cli.console.CommandException;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.Backlog;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the topics that tell of jobs into a [JobLedger]: `jobs`, `verdicts` and `heartbeats` from
/// their beginning, `notify` from now on. Belongs to no consumer group and commits nothing.
///
/// For one thread at a time.
public final class JobTopics implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(JobTopics.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /// Clocks of users and brokers may differ by this much.
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordSerdes serdes;
  private final Topics topics;
  private final InstantSource clock;
  private final JobLedger ledger = new JobLedger();
  private final Backlog backlog = new Backlog();

  /// Begins to read.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @throws CommandException if the broker does not answer, or has no such topics
  public JobTopics(Map<String, Object> kafka, RecordSerdes serdes, Topics topics,
      InstantSource clock) throws InterruptedException {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    config.put("allow.auto.create.topics", "false");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.serdes = serdes;
    this.topics = topics;
    this.clock = clock;
    boolean started = false;
    try {
      start(clock.instant().minus(CLOCK_SKEW));
      started = true;
    } finally {
      if (!started) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      }
    }
  }

  /// What was read so far.
  public JobLedger ledger() {
    return ledger;
  }

  /// Reads on for at most `patience`; returns the events that came.
  public List<LifecycleEvent> poll(Duration patience) throws InterruptedException {
    var events = new ArrayList<LifecycleEvent>();
    try {
      backlog.add(consumer.poll(patience));
      backlog.drain(record -> {
        try {
          read(record, events);
        } catch (UnreadableRecordException e) {
          log.warn("Record {} of {} skipped: {}", record.offset(), record.topic(), e.getMessage());
        }
      });
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    return events;
  }

  /// Reads all that was there when it was called.
  public void readToEnd() throws InterruptedException {
    try {
      var ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
      var deadline = clock.instant().plus(PATIENCE);
      while (!backlog.isEmpty() || ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        if (clock.instant().isAfter(deadline)) {
          throw CommandException.unreachable("the topics of jobs could not be read within "
              + PATIENCE.toSeconds() + " s; are broker and schema registry well?", null);
        }
        poll(Duration.ofMillis(200));
      }
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted(); // a close that is interrupted throws
    consumer.close(CloseOptions.timeout(Duration.ZERO));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Instant eventsSince) throws InterruptedException {
    try {
      var partitions = new ArrayList<TopicPartition>();
      for (String topic : List.of(topics.jobs(), topics.verdicts(), topics.heartbeats(),
          topics.events())) {
        var known = consumer.partitionsFor(topic, PATIENCE);
        if (known == null || known.isEmpty()) {
          throw CommandException.unreachable("there is no topic " + topic
              + ": nothing was backfilled here yet", null);
        }
        known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var since = new HashMap<TopicPartition, Long>();
      partitions.stream().filter(partition -> partition.topic().equals(topics.events()))
          .forEach(partition -> since.put(partition, eventsSince.toEpochMilli()));
      var ends = consumer.endOffsets(since.keySet(), PATIENCE);
      var found = consumer.offsetsForTimes(since, PATIENCE);
      // Kafka answers null where no record is as young
      since.keySet().forEach(partition -> consumer.seek(partition,
          Optional.ofNullable(found.get(partition)).map(OffsetAndTimestamp::offset)
              .orElseGet(() -> ends.getOrDefault(partition, 0L))));
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record, List<LifecycleEvent> events) {
    var topic = record.topic();
    if (record.value() == null) {
      if (topic.equals(topics.jobs())) {
        ledger.forget(new String(record.key(), StandardCharsets.UTF_8));
      }
    } else if (topic.equals(topics.jobs())) {
      ledger.on(serdes.decode(topic, record.value(), Job.class));
    } else if (topic.equals(topics.verdicts())) {
      ledger.on(serdes.decode(topic, record.value(), JobVerdict.class));
    } else if (topic.equals(topics.heartbeats())) {
      ledger.on(serdes.decode(topic, record.value(), Heartbeat.class));
    } else {
      events.add(serdes.decode(topic, record.value(), LifecycleEvent.class));
    }
  }

  private static InterruptedException interrupted(InterruptException cause) {
    Thread.interrupted(); // Kafka sets the flag and throws; one of the two is enough
    var interrupted = new InterruptedException("while reading the topics of jobs");
    interrupted.initCause(cause);
    return interrupted;
  }

  private static CommandException unavailable(KafkaException e) {
    return CommandException.unreachable("Kafka does not answer: " + e.getMessage(), e);
  }
}
