package io.gapless.planner;

import static org.awaitility.Awaitility.await;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What others than the planner write to its topics, and what all may read there.
final class PlayedTopics implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final RecordSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;

  PlayedTopics(Map<String, Object> kafka, Topics topics, RecordSerdes serdes) {
    this.kafka = kafka;
    this.topics = topics;
    this.serdes = serdes;
    producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(String topic, String key, SpecificRecord record) {
    send(topic, key, serdes.encode(topic, record));
  }

  void send(String topic, String key, byte[] value) {
    var _ = producer.send(
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    producer.flush();
  }

  /// Waits until the newest job has the state.
  Job awaitJob(JobState state) {
    await().atMost(PATIENCE).until(() -> {
      List<Job> jobs = jobs();
      return !jobs.isEmpty() && jobs.getLast().getState() == state;
    });
    return jobs().getLast();
  }

  List<Job> jobs() {
    return decoded(topics.jobs(), Job.class);
  }

  List<LifecycleEvent> events() {
    return decoded(topics.events(), LifecycleEvent.class);
  }

  /// Works of the chain `evm-1` by their numbers.
  List<RangeWork> works() {
    return decoded(topics.work("evm-1"), RangeWork.class).stream()
        .sorted(Comparator.comparingLong(RangeWork::getNumber)).toList();
  }

  /// Every committed record of a topic.
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = new HashMap<>(consumer.endOffsets(partitions));
      while (!ends.isEmpty()) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return records;
  }

  @Override
  public void close() {
    producer.close();
  }

  private <T extends SpecificRecord> List<T> decoded(String topic, Class<T> type) {
    return read(topic).stream().map(record -> serdes.decode(topic, record.value(), type)).toList();
  }
}
