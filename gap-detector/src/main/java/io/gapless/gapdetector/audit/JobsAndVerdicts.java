package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest state and verdict of each job.
///
/// Its readers are one group, so that of several gap detectors one audits; whoever gets the
/// partitions reads them from the beginning.
final class JobsAndVerdicts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(JobsAndVerdicts.class);

  private final Topics topics;
  private final RecordSerdes serdes;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, JobVerdict> verdicts = new HashMap<>();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  JobsAndVerdicts(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    this.topics = topics;
    this.serdes = serdes;
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
  void poll(Duration longest) {
    consumer.poll(longest).forEach(this::take);
  }

  @Nullable
  Job job(String jobId) {
    return jobs.get(jobId);
  }

  Collection<JobVerdict> verdicts() {
    return List.copyOf(verdicts.values());
  }

  Set<String> jobIds() {
    return Set.copyOf(jobs.keySet());
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

  private void take(ConsumerRecord<byte[], byte[]> record) {
    boolean isJob = record.topic().equals(topics.jobs());
    try {
      if (record.value() == null) {
        var jobId = new String(record.key(), StandardCharsets.UTF_8);
        (isJob ? jobs : verdicts).remove(jobId);
      } else if (isJob) {
        var job = serdes.decode(record.topic(), record.value(), Job.class);
        jobs.put(job.getJobId(), job);
      } else {
        var verdict = serdes.decode(record.topic(), record.value(), JobVerdict.class);
        verdicts.put(verdict.getJobId(), verdict);
      }
    } catch (UnreadableRecordException e) {
      // the topology puts a job that nobody can read on the dead-letter topic
      log.warn("{}-{} offset {} is skipped: {}", record.topic(), record.partition(),
          record.offset(), e.getMessage());
    }
  }

  private final class FromTheBeginning implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      jobs.clear();
      verdicts.clear();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.seekToBeginning(partitions);
    }
  }
}
