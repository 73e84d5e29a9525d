package io.gapless.fetcher.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The works that this member may fetch: reads them, knows how far each partition is, and forgets
/// a partition the moment it is taken away.
///
/// For the loop's thread.
final class WorkIntake<W extends SpecificRecord, O> implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(WorkIntake.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WorkLoopConfig config;
  private final Class<W> type;
  private final RecordSerdes serdes;
  private final InstantSource clock;
  private final Consumer<TopicPartition> onTakenAway;
  private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
  private final Queue<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

  /// @param type what works are decoded as
  /// @param onTakenAway told of each partition that is no longer this member's
  WorkIntake(KafkaConsumer<byte[], byte[]> consumer, WorkLoopConfig config, Class<W> type,
      RecordSerdes serdes, InstantSource clock, Consumer<TopicPartition> onTakenAway) {
    this.consumer = consumer;
    this.config = config;
    this.type = type;
    this.serdes = serdes;
    this.clock = clock;
    this.onTakenAway = onTakenAway;
  }

  void subscribe() {
    consumer.subscribe(List.of(config.topic()), this);
  }

  /// Reads on for up to `wait`; where works that were read still wait to begin, only lets the
  /// group have its say.
  void poll(Duration wait) {
    if (read.isEmpty()) {
      unlessLost(() -> consumer.resume(consumer.paused()));
      consumer.poll(wait).forEach(read::add);
    } else {
      unlessLost(() -> consumer.pause(consumer.assignment()));
      // with records of paused partitions at hand, a poll that waits would spin
      consumer.poll(Duration.ZERO).forEach(read::add);
    }
  }

  /// A member that was evicted loses its partitions beside this thread, and may have none by the time
  /// that it pauses them; the poll that follows tells.
  private static void unlessLost(Runnable change) {
    try {
      change.run();
    } catch (IllegalStateException e) {
      log.debug("partitions were lost just now", e);
    }
  }

  /// Whether works that were read wait to begin.
  boolean hasUnbegun() {
    return !read.isEmpty();
  }

  /// The next work to begin, or null if there is none for now.
  @Nullable
  Taken<W, O> next() {
    for (var record = read.peek(); record != null; record = read.peek()) {
      var partition = new TopicPartition(record.topic(), record.partition());
      var current = progress.get(partition);
      if (current != null && !current.isWithinReach(record.offset())) {
        return null; // a slow work holds this partition back: what is read waits
      }
      if (current != null) {
        Taken<W, O> taken;
        try {
          taken = take(record, partition, current);
        } catch (RegistryUnavailableException e) {
          log.warn("{} offset {} not begun, will try again: {}", partition, record.offset(),
              e.getMessage());
          return null;
        }
        if (current.begin(record.offset())) {
          read.remove();
          return taken;
        }
      }
      read.remove();
    }
    return null;
  }

  /// Partitions in which more is done than was committed, with no work of this member's to commit.
  Map<TopicPartition, PartitionProgress> passedOver() {
    var passed = new HashMap<>(progress);
    passed.values().removeIf(partition -> !partition.hasPassedOver());
    return passed;
  }

  /// Whether the partition has been this member's ever since the work was read.
  boolean isStillOurs(FinishedWork<W, O> finished) {
    return progress.get(finished.partition()) == finished.progress();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    var committed = consumer.committed(new HashSet<>(partitions));
    for (var partition : partitions) {
      var position = committed.get(partition);
      progress.put(partition, new PartitionProgress(position != null
          ? position
          : new OffsetAndMetadata(consumer.position(partition), "")));
    }
    log.info("{} partitions of {} came, {} in all", partitions.size(), config.topic(),
        progress.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      progress.remove(partition);
      onTakenAway.accept(partition);
    }
    read.removeIf(
        record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
    log.info("{} partitions of {} went, {} left", partitions.size(), config.topic(),
        progress.size());
  }

  private Taken<W, O> take(ConsumerRecord<byte[], byte[]> record, TopicPartition partition,
      PartitionProgress current) {
    try {
      return new AWork<>(new TakenWork<>(partition, record.offset(), current,
          serdes.decode(record.topic(), record.value(), type)));
    } catch (UnreadableRecordException e) {
      log.warn("{} offset {} is not a work, it goes to the dead letters: {}", partition,
          record.offset(), e.getMessage());
      return new NotAWork<>(new FinishedWork<>(partition, record.offset(), current,
          new FinishedWork.Unreadable<>(deadLetter(record, e))));
    }
  }

  private OutputRecord deadLetter(ConsumerRecord<byte[], byte[]> record, Exception why) {
    var topic = config.topics().deadLetter();
    var letter = DeadLetter.newBuilder().setSource(record.topic()).setPartition(record.partition())
        .setOffset(record.offset())
        .setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
        .setValue(record.value() == null ? null : ByteBuffer.wrap(record.value()))
        .setReason(String.valueOf(why.getMessage())).setWorkerId(config.workerId())
        .setAt(clock.instant()).build();
    return new OutputRecord(topic, record.topic().getBytes(UTF_8), serdes.encode(topic, letter));
  }

  /// What a record of the work topic turned out to be.
  sealed interface Taken<W, O> {}

  record AWork<W, O>(TakenWork<W> work) implements Taken<W, O> {}

  record NotAWork<W, O>(FinishedWork<W, O> letter) implements Taken<W, O> {}
}
