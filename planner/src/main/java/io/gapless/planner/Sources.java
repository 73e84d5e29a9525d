package io.gapless.planner;

import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The topics that a planner reads, through one consumer: jobs and verdicts from their beginning,
/// heartbeats of the last minute, and requests from where they were answered.
final class Sources implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final RequestOffsets requestOffsets;

  Sources(KafkaConsumer<byte[], byte[]> consumer, Topics topics, RequestOffsets requestOffsets) {
    this.consumer = consumer;
    this.topics = topics;
    this.requestOffsets = requestOffsets;
  }

  /// Goes to where reading begins, and reads all that is there now of jobs, verdicts and heartbeats.
  void restore(Instant heartbeatsSince, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    List<TopicPartition> requests = partitions(topics.requests());
    List<TopicPartition> jobs = partitions(topics.jobs());
    var states = new ArrayList<>(jobs);
    states.addAll(partitions(topics.verdicts()));
    List<TopicPartition> heartbeats = partitions(topics.heartbeats());
    var all = new ArrayList<>(states);
    all.addAll(heartbeats);
    all.addAll(requests);
    consumer.assign(all);
    consumer.seekToBeginning(states);
    seek(heartbeats, heartbeatsSince);
    start(requests);
    consumer.pause(requests);
    var ends = new HashMap<>(consumer.endOffsets(states));
    ends.putAll(consumer.endOffsets(heartbeats));
    while (!ends.isEmpty()) {
      poll().forEach(taker);
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    consumer.resume(requests);
    // from here on only this planner writes jobs
    consumer.pause(jobs);
  }

  /// What came in, after a short wait.
  Iterable<ConsumerRecord<byte[], byte[]>> poll() {
    return consumer.poll(POLL);
  }

  /// The group that requests are committed in.
  ConsumerGroupMetadata group() {
    return consumer.groupMetadata();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private void seek(Collection<TopicPartition> partitions, Instant since) {
    Map<TopicPartition, Long> times = partitions.stream()
        .collect(Collectors.toMap(partition -> partition, _ -> since.toEpochMilli()));
    var ends = consumer.endOffsets(partitions);
    consumer.offsetsForTimes(times).forEach((partition, found) -> consumer.seek(partition,
        found == null ? offset(ends, partition) : found.offset()));
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition), "the broker left out a partition");
  }

  private void start(Collection<TopicPartition> requests) {
    var committed = consumer.committed(Set.copyOf(requests));
    var beginnings = consumer.beginningOffsets(requests);
    for (TopicPartition partition : requests) {
      requestOffsets.start(partition, Optional.ofNullable(committed.get(partition)),
          offset(beginnings, partition));
      consumer.seek(partition, requestOffsets.position(partition));
    }
  }
}
