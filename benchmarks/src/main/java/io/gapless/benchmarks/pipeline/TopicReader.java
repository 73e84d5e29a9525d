package io.gapless.benchmarks.pipeline;

import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the committed records of a topic from its beginning; for one thread.
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {

  private final RecordSerdes serdes;
  private final Class<T> type;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /// A reader at the topic's beginning.
  public TopicReader(Servers servers, String topic, Class<T> type) {
    serdes = servers.serdes();
    this.type = type;
    var config = new HashMap<>(servers.kafka());
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    var partitions = consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /// What has come since the last call; waits for it a little.
  public List<T> poll() {
    var values = new ArrayList<T>();
    for (var record : consumer.poll(Duration.ofMillis(20))) {
      if (record.value() != null) {
        values.add(serdes.decode(record.topic(), record.value(), type));
      }
    }
    return values;
  }

  /// Everything that is in the topic now.
  public List<T> toEnd() {
    var values = new ArrayList<T>();
    var ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      values.addAll(poll());
    }
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
