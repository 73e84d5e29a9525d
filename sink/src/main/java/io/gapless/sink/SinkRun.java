package io.gapless.sink;

import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.worker.GroupMember;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A consumer, and the inserts of what it reads: what a sink and a replay have in common.
///
/// For one thread.
final class SinkRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SinkRun.class);
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("insert-", 0).factory());
  private final DeadLetters letters;
  private final GroupMember member;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private final Turn turn;

  /// @param writers what makes rows of a topic's records, by its whole name
  SinkRun(SinkConfig config, String group, Map<String, RowWriter> writers, Selection selection,
      Tables tables, RecordSerdes serdes, Map<String, Object> kafka, InstantSource clock) {
    letters = new DeadLetters(config, serdes, kafka, clock);
    member = SinkConsumer.of(kafka, config.workerId(), group);
    consumer = member.consumer();
    partitions = new Partitions(consumer, partition -> new PartitionRun(
        Objects.requireNonNull(writers.get(partition.topic())), config, selection,
        letters::send));
    turn =
        new Turn(config, consumer, partitions, batches -> Insert.start(batches, tables, threads));
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return consumer;
  }

  /// Reads the partitions that the group gives to this member, from where it has committed.
  void subscribe(Collection<String> topics) {
    consumer.subscribe(List.copyOf(topics), partitions);
  }

  /// Reads these partitions, each to its end.
  void assign(Map<TopicPartition, OffsetSpan> spans) {
    partitions.assign(spans);
  }

  /// One turn; where Kafka does not answer, what was not done is done in the next.
  void take() {
    try {
      turn.take();
    } catch (RetriableException | CommitFailedException e) {
      log.warn("Kafka did not answer as it should, will go on: {}", e.getMessage());
    }
  }

  /// The partitions that are being read.
  Collection<PartitionRun> partitions() {
    return partitions.runs().values();
  }

  /// Notes where the consumer is, in partitions that brought nothing: what it passes over (a
  /// transaction's marker, records that were deleted) comes with no poll.
  void notePositions() {
    partitions.notePositions();
  }

  SinkCounts counts() {
    return turn.counts();
  }

  /// Inserts that are running.
  int inFlight() {
    return turn.inFlight();
  }

  /// What is being inserted gets a few seconds to be committed.
  @Override
  public void close() {
    try (threads; letters) {
      partitions.finish(List.copyOf(partitions.runs().keySet()), LEAVING);
      member.close();
      threads.shutdownNow();
    }
  }
}
