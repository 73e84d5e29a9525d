package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads the leaves of a job from the coverage topic.
///
/// Remembers those of the job that it was asked for last, and reads only what came since. For one
/// thread.
public final class CoverageReader {

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;
  private String jobId = "";
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<Long, CoveredLeaf> newest = new HashMap<>();

  /// @param kafka client properties with at least `bootstrap.servers`
  public CoverageReader(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.topics = topics;
  }

  /// The leaves that a job's range consists of, by their newest outcomes, in order.
  public List<CoveredLeaf> leaves(String job) {
    if (!job.equals(jobId)) {
      forget();
      jobId = job;
    }
    read(job, positions, outcome -> newest.merge(outcome.getFirst(), CoveredLeaf.of(outcome),
        (known, other) -> other.version() > known.version() ? other : known));
    return withoutOverlaps(newest.values());
  }

  /// The newest outcomes whole, of leaves by their first block.
  public Map<Long, RangeOutcome> outcomes(String job, Set<Long> firsts) {
    var found = new HashMap<Long, RangeOutcome>();
    read(job, new HashMap<>(), outcome -> {
      if (firsts.contains(outcome.getFirst())) {
        found.merge(outcome.getFirst(), outcome,
            (known, other) -> other.getVersion() > known.getVersion() ? other : known);
      }
    });
    return found;
  }

  private void forget() {
    positions.clear();
    newest.clear();
  }

  private void read(String job, Map<TopicPartition, Long> from, Consumer<RangeOutcome> taker) {
    var prefix = (job + "/").getBytes(StandardCharsets.UTF_8);
    try (var read = new TopicRead(kafka)) {
      var ends = read.ends(read.partitions(topics.coverage()));
      if (from.entrySet().stream()
          .anyMatch(known -> ends.getOrDefault(known.getKey(), 0L) < known.getValue())) {
        forget(); // the topic is not the one that was read
        from.clear();
      }
      from.putAll(read.read(ends, Map.copyOf(from), record -> {
        if (record.value() != null && startsWith(record.key(), prefix)) {
          decoded(record).ifPresent(taker);
        }
      }));
    }
  }

  private Optional<RangeOutcome> decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(serdes.decode(record.topic(), record.value(), RangeOutcome.class));
    } catch (UnreadableRecordException e) {
      return Optional.empty(); // the topology has put it on the dead-letter topic
    }
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
