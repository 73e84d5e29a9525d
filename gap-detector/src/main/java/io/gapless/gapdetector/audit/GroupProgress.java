package io.gapless.gapdetector.audit;

import io.gapless.schemas.topic.Topics;
import io.gapless.schemas.worker.CommittedOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How far the sinks' and the fetchers' groups are.
///
/// End offsets count transaction markers and aborted records, which no group ever commits past:
/// what lies between a committed offset and the end is therefore read. For one thread.
final class GroupProgress implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 15;

  private final Topics topics;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> probe;

  GroupProgress(Map<String, Object> kafka, Topics topics) {
    this.topics = topics;
    admin = Admin.create(new HashMap<>(kafka));
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("max.poll.records", 1);
    config.put("fetch.max.bytes", 4096);
    config.put("max.partition.fetch.bytes", 4096);
    probe = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// Whether the sinks have stored everything up to these offsets, inclusive.
  ///
  /// @param offsets last offset, a partition as `topic-partition`
  /// @throws KafkaException if the broker does not answer
  boolean sinksHavePassed(Map<String, Long> offsets) throws InterruptedException {
    return CommittedOffsets.of(admin, topics.sinkGroup()).havePassed(offsets);
  }

  /// Whether the fetchers of a chain have passed every work that is published.
  ///
  /// @throws KafkaException if the broker does not answer
  boolean fetchersHavePassed(String chain) throws InterruptedException {
    var committed = CommittedOffsets.of(admin, topics.fetcherGroup(chain));
    var partitions = probe.partitionsFor(topics.work(chain)).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    if (partitions.isEmpty()) {
      return false;
    }
    var starts = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    var behind = new HashMap<TopicPartition, Long>();
    for (TopicPartition partition : partitions) {
      long from = Math.max(committed.of(partition), starts.getOrDefault(partition, 0L));
      if (from < ends.getOrDefault(partition, 0L)) {
        behind.put(partition, from);
      }
    }
    return behind.isEmpty() || holdsNoRecord(behind, ends);
  }

  @Override
  public void close() {
    probe.close();
    admin.close();
  }

  private boolean holdsNoRecord(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    probe.assign(from.keySet());
    from.forEach(probe::seek);
    try {
      while (from.keySet().stream()
          .anyMatch(partition -> probe.position(partition) < ends.getOrDefault(partition, 0L))) {
        if (!probe.poll(Duration.ofMillis(200)).isEmpty()) {
          return false;
        }
      }
      return true;
    } finally {
      probe.unsubscribe();
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, which));
    var found = new HashMap<TopicPartition, Long>();
    answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all(),
        "offsets of the works").forEach((partition, info) -> found.put(partition, info.offset()));
    return found;
  }

  private static <T> T answer(KafkaFuture<T> future, String what) throws InterruptedException {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the broker refuses the " + what + ": "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("the broker did not tell the " + what, e);
    }
  }
}
