package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the leaves of a job from the coverage topic.
public final class CoverageReader {

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;

  /// @param kafka client properties with at least `bootstrap.servers`
  public CoverageReader(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.topics = topics;
  }

  /// The leaves that a job's range consists of, by their newest outcomes, in order.
  ///
  /// Reads the topic from its beginning to its end, of which it decodes the job's part.
  public List<CoveredLeaf> leaves(String jobId) {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    var newest = new HashMap<Long, CoveredLeaf>();
    var prefix = (jobId + "/").getBytes(StandardCharsets.UTF_8);
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topics.coverage()).stream()
          .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null && startsWith(record.key(), prefix)) {
            take(record, newest);
          }
        }
      }
    }
    return withoutOverlaps(newest.values());
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<Long, CoveredLeaf> newest) {
    RangeOutcome outcome;
    try {
      outcome = serdes.decode(record.topic(), record.value(), RangeOutcome.class);
    } catch (UnreadableRecordException e) {
      return; // the topology has put it on the dead-letter topic
    }
    newest.merge(outcome.getFirst(),
        new CoveredLeaf(outcome.getFirst(), outcome.getLast(), outcome.getCovered(),
            outcome.getVersion(), outcome.getRowCounts(), outcome.getDigests()),
        (known, other) -> other.version() > known.version() ? other : known);
  }

  /// Drops leaves that begin inside the one before: they stem from a cut that a later fetch of the
  /// whole, or with another cut, has replaced.
  static List<CoveredLeaf> withoutOverlaps(Collection<CoveredLeaf> leaves) {
    var sorted = new TreeMap<Long, CoveredLeaf>();
    leaves.forEach(leaf -> sorted.put(leaf.first(), leaf));
    var kept = new ArrayList<CoveredLeaf>();
    for (CoveredLeaf leaf : sorted.values()) {
      if (kept.isEmpty() || leaf.first() > kept.getLast().last()) {
        kept.add(leaf);
      }
    }
    return kept;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key != null && key.length > prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
