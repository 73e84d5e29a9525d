package io.gapless.planner;

import io.gapless.planner.feed.Changes;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Writes all that belongs together in one transaction.
final class Outbox {

  private final Producer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final Topics topics;
  private final Map<String, Integer> workPartitions = new HashMap<>();

  Outbox(Producer<byte[], byte[]> producer, RecordSerdes serdes, Topics topics) {
    this.producer = producer;
    this.serdes = serdes;
    this.topics = topics;
  }

  /// Publishes changes and commits offsets, all or nothing. Whatever it throws, the producer is of
  /// no more use: the next one's start tells which it was.
  void commit(Changes changes, List<DeadLetter> deadLetters,
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    producer.beginTransaction();
    for (Job job : changes.jobs()) {
      send(topics.jobs(), null, job.getJobId(), job);
    }
    for (RangeWork work : changes.works()) {
      String topic = topics.work(work.getChain());
      int partition =
          Topics.workPartition(work.getJobId(), work.getNumber(), partitions(topic));
      send(topic, partition, work.getJobId() + "/" + work.getNumber(), work);
    }
    for (LifecycleEvent event : changes.events()) {
      send(topics.events(), null, event.getNamespace() + " " + event.getId(), event);
    }
    for (DeadLetter letter : deadLetters) {
      send(topics.deadLetter(), null, letter.getSource(), letter);
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
  }

  private void send(String topic, @Nullable Integer partition, String key, SpecificRecord value) {
    // what becomes of it, the commit tells
    var _ =
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8),
            serdes.encode(topic, value)));
  }

  private int partitions(String topic) {
    return workPartitions.computeIfAbsent(topic, name -> producer.partitionsFor(name).size());
  }
}
