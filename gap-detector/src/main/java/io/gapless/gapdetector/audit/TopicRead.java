package io.gapless.gapdetector.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads committed records once, of no group, up to where partitions end when it begins.
///
/// For one thread; to be closed.
final class TopicRead implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /// @param kafka client properties with at least `bootstrap.servers`
  TopicRead(Map<String, Object> kafka) {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return new HashMap<>(consumer.endOffsets(partitions));
  }

  /// Reads partitions.
  ///
  /// @param ends offsets to end before, of all partitions to read
  /// @param from offsets to begin at, or at the first that is still there; the beginning for those
  ///     that are not named
  /// @return the offsets to go on from
  Map<TopicPartition, Long> read(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> from,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    consumer.assign(ends.keySet());
    consumer.beginningOffsets(ends.keySet()).forEach((partition, beginning) -> consumer
        .seek(partition, Math.max(beginning, from.getOrDefault(partition, beginning))));
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(taker);
    }
    var positions = new HashMap<TopicPartition, Long>();
    ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  @Override
  public void close() {
    // of no group: there is nothing to wait for but a fetch that nobody wants any more
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
