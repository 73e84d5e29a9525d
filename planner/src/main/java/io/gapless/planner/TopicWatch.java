package io.gapless.planner;

import io.gapless.planner.feed.JobBoard;
import io.gapless.planner.monitor.SignsOfLife;
import io.gapless.planner.process.Fleet;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Keeps what is known of jobs and fleet as the topics have it: jobs and verdicts from their
/// beginning, heartbeats of the last hour.
final class TopicWatch {

  private static final Duration POLL = Duration.ofMillis(100);
  /// A worker that fell silent before that is not known to be one.
  private static final Duration HEARTBEATS = Duration.ofHours(1);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Topics topics;
  private final RecordReader records;
  private final JobBoard board;
  private final Fleet fleet;
  private final SignsOfLife life;
  private final Consumer<Job> jobs;
  private final InstantSource clock;

  /// @param jobs is told every job's states too
  TopicWatch(Topics topics, RecordReader records, JobBoard board, Fleet fleet,
      SignsOfLife life, Consumer<Job> jobs, InstantSource clock) {
    this.topics = topics;
    this.records = records;
    this.board = board;
    this.fleet = fleet;
    this.life = life;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// Reads until it is time to leave.
  ///
  /// @param onChange called again and again once all is read that there was at the start
  void run(KafkaConsumer<byte[], byte[]> consumer, BooleanSupplier leaves, Runnable onChange) {
    try {
      var ends = begin(consumer);
      while (!leaves.getAsBoolean()) {
        consumer.poll(POLL).forEach(this::take);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (ends.isEmpty()) {
          onChange.run();
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  /// Goes to where reading begins.
  ///
  /// @return where that ends which there is now
  private Map<TopicPartition, Long> begin(KafkaConsumer<byte[], byte[]> consumer) {
    var states = new ArrayList<>(partitions(consumer, topics.jobs()));
    states.addAll(partitions(consumer, topics.verdicts()));
    var heartbeats = partitions(consumer, topics.heartbeats());
    var all = new ArrayList<>(states);
    all.addAll(heartbeats);
    consumer.assign(all);
    consumer.seekToBeginning(states);
    seek(consumer, heartbeats, clock.instant().minus(HEARTBEATS));
    return new HashMap<>(consumer.endOffsets(all));
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topics.jobs())) {
      if (record.value() == null) {
        board.gone(new String(record.key(), StandardCharsets.UTF_8));
      } else {
        records.read(record, Job.class).ifPresent(job -> {
          board.seen(job);
          jobs.accept(job);
        });
      }
    } else if (record.topic().equals(topics.verdicts())) {
      records.read(record, JobVerdict.class).ifPresent(board::judged);
    } else {
      records.read(record, Heartbeat.class).ifPresent(beat -> {
        fleet.heard(beat);
        life.heard(beat);
      });
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer,
      String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private static void seek(KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions, Instant since) {
    Map<TopicPartition, Long> times = partitions.stream()
        .collect(Collectors.toMap(partition -> partition, _ -> since.toEpochMilli()));
    var ends = consumer.endOffsets(partitions);
    consumer.offsetsForTimes(times).forEach((partition, found) -> consumer.seek(partition,
        found == null
            ? Objects.requireNonNull(ends.get(partition), "the broker left out a partition")
            : found.offset()));
  }
}
