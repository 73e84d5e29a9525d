package io.gapless.enricher.plan;

import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what became of batches, from where a process has read to. Connects when it is first asked.
///
/// For any thread, one after the other.
public final class OutcomeReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OutcomeReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final String topic;
  private @Nullable KafkaConsumer<byte[], byte[]> connected;

  /// @param kafka client properties with at least `bootstrap.servers`
  public OutcomeReader(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    var properties = new HashMap<>(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "earliest");
    this.kafka = Map.copyOf(properties);
    this.serdes = serdes;
    topic = topics.enrichments();
  }

  /// An outcome, and where it stands.
  ///
  /// @param partition `topic-partition`
  public record Heard(String partition, long offset, EnrichmentOutcome outcome) {}

  /// What came, and what is to be read next, by partition.
  public record Reading(List<Heard> outcomes, Map<Integer, Long> next) {}

  /// Where the topic ends now, by partition.
  ///
  /// @throws org.apache.kafka.common.KafkaException if the broker does not answer
  public synchronized Map<Integer, Long> ends() {
    var ends = new HashMap<Integer, Long>();
    consumer().endOffsets(partitions(), PATIENCE)
        .forEach((partition, offset) -> ends.put(partition.partition(), offset));
    return ends;
  }

  /// All outcomes from these offsets to the end. A record that is not one is left out.
  ///
  /// @throws org.apache.kafka.common.KafkaException if the broker does not answer
  public synchronized Reading from(Map<Integer, Long> offsets) {
    var consumer = consumer();
    var ends = consumer.endOffsets(partitions(), PATIENCE);
    ends.keySet().forEach(partition -> consumer.seek(partition,
        offsets.getOrDefault(partition.partition(), 0L)));
    var outcomes = new ArrayList<Heard>();
    while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end
        .getValue())) {
      consumer.poll(POLL).forEach(record -> hear(record, outcomes));
    }
    var next = new HashMap<Integer, Long>();
    ends.keySet()
        .forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
    return new Reading(outcomes, next);
  }

  @Override
  public synchronized void close() {
    if (connected != null) {
      connected.close();
      connected = null;
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record, List<Heard> outcomes) {
    try {
      outcomes.add(new Heard(record.topic() + "-" + record.partition(), record.offset(),
          serdes.decode(topic, record.value(), EnrichmentOutcome.class)));
    } catch (UnreadableRecordException e) {
      log.warn("{}-{} offset {} is not an outcome: {}", topic, record.partition(), record.offset(),
          e.getMessage());
    }
  }

  private List<TopicPartition> partitions() {
    return List.copyOf(consumer().assignment());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var consumer = connected;
    if (consumer == null) {
      consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
      consumer.assign(consumer.partitionsFor(topic, PATIENCE).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList());
      connected = consumer;
    }
    return consumer;
  }
}
