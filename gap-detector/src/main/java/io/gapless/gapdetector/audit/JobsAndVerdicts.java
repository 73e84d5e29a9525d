package io.gapless.gapdetector.audit;

import io.gapless.schemas.serde.Backlog;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Keeps up with the newest state and verdict of each job.
///
/// Its readers are one group, so that of several gap detectors one audits; whoever gets the
/// partitions reads them from the beginning.
final class JobsAndVerdicts implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KnownJobs known;
  private final Backlog backlog = new Backlog();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  JobsAndVerdicts(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    known = new KnownJobs(topics, serdes);
    var config = new HashMap<>(kafka);
    config.put("group.id", topics.prefix() + "gap-detector.audit");
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("session.timeout.ms", 10_000);
    config.put("heartbeat.interval.ms", 3_000);
    consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    consumer.subscribe(List.of(topics.jobs(), topics.verdicts()), new FromTheBeginning());
  }

  /// Takes in what is new, waiting for it no longer than this.
  KnownJobs poll(Duration longest) {
    backlog.add(consumer.poll(longest));
    backlog.drain(known::take);
    return known;
  }

  /// Makes a [#poll] in another thread throw.
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      consumer.close();
    }
  }

  private final class FromTheBeginning implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      backlog.clear();
      known.forget();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.seekToBeginning(partitions);
    }
  }
}
