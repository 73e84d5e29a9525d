package io.gapless.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that this sink owns now, as the group says.
///
/// All calls come from the poll thread, those of the group inside `poll` and `close`.
final class Partitions implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Partitions.class);
  private static final Duration ASKING = Duration.ofSeconds(10);
  private static final Duration FINISHING = Duration.ofSeconds(20);

  private final Consumer<byte[], byte[]> consumer;
  private final Function<TopicPartition, PartitionRun> open;
  private final Map<TopicPartition, PartitionRun> runs = new LinkedHashMap<>();
  private final Set<TopicPartition> unsettled = new HashSet<>();

  Partitions(Consumer<byte[], byte[]> consumer, Function<TopicPartition, PartitionRun> open) {
    this.consumer = consumer;
    this.open = open;
  }

  /// Those that are being read.
  Map<TopicPartition, PartitionRun> runs() {
    return runs;
  }

  /// Finds out where to go on in those that came new, and lets them be read.
  void settle() {
    if (unsettled.isEmpty()) {
      return;
    }
    var committed = consumer.committed(Set.copyOf(unsettled), ASKING);
    var intents = new HashMap<TopicPartition, Intent>();
    committed.forEach((partition, commit) -> Intent.of(commit)
        .ifPresent(intent -> intents.put(partition, intent)));
    var ends = intents.isEmpty()
        ? Map.<TopicPartition, Long>of()
        : consumer.endOffsets(intents.keySet(), ASKING);
    for (var partition : Set.copyOf(unsettled)) {
      var run = open.apply(partition);
      var commit = committed.get(partition);
      if (commit != null) {
        var intent = intents.get(partition);
        if (intent != null && intent.end() > ends.getOrDefault(partition, 0L)) {
          log.warn("{}: an insert up to offset {} was begun, and the partition ends before; will"
              + " read on from {} without it", partition, intent.end(), commit.offset());
          intent = null;
        }
        if (intent != null) {
          log.info("{}: an insert of offsets {} to {} was begun, will finish it", partition,
              intent.first(), intent.end() - 1);
        }
        run.begin(commit.offset(), intent);
        consumer.seek(partition, commit.offset());
      }
      runs.put(partition, run);
      unsettled.remove(partition);
    }
  }

  /// Reads these partitions, each to its end, without the group.
  void assign(Map<TopicPartition, OffsetSpan> spans) {
    consumer.assign(spans.keySet());
    spans.forEach((partition, span) -> {
      var run = open.apply(partition);
      run.begin(span);
      consumer.seek(partition, span.first());
      runs.put(partition, run);
    });
  }

  /// Takes what was read of each partition for read up to the consumer's position.
  void notePositions() {
    long now = System.nanoTime();
    runs.forEach((partition, run) -> {
      if (!run.hasEnded()) {
        run.take(List.of(), consumer.position(partition, ASKING), now);
      }
    });
  }

  /// Stops reading partitions: what is being inserted gets some time to end and be committed,
  /// what is not is dropped. Where an insert takes longer, its intent stays for the next owner.
  void finish(Collection<TopicPartition> leaving, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var ends = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : leaving) {
      unsettled.remove(partition);
      var run = runs.remove(partition);
      var underway = run == null ? null : run.underway();
      if (underway == null) {
        continue;
      }
      var batch = underway.batch();
      var left = Duration.ofNanos(deadline - System.nanoTime());
      if (underway.insert().succeedsWithin(left) && batch.lettersArrived()) {
        ends.put(partition, new OffsetAndMetadata(batch.end()));
      } else {
        underway.insert().abandon(batch);
      }
    }
    try {
      if (!ends.isEmpty()) {
        consumer.commitSync(ends, ASKING);
      }
    } catch (KafkaException e) {
      log.warn("{} inserts not committed, the next owner will find them done: {}", ends.size(),
          e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    unsettled.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    finish(partitions, FINISHING);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    log.warn("the group has given {} partitions to others, will drop what is not inserted",
        partitions.size());
    for (var partition : partitions) {
      unsettled.remove(partition);
      var run = runs.remove(partition);
      var underway = run == null ? null : run.underway();
      if (underway != null) {
        underway.insert().abandon(underway.batch());
      }
    }
  }

  /// Pauses and resumes so that exactly these are read, of those that are owned.
  void readOnly(Set<TopicPartition> wanted) {
    var paused = consumer.paused();
    List<TopicPartition> toPause = new ArrayList<>();
    List<TopicPartition> toResume = new ArrayList<>();
    for (var partition : runs.keySet()) {
      if (wanted.contains(partition) == paused.contains(partition)) {
        (wanted.contains(partition) ? toResume : toPause).add(partition);
      }
    }
    try {
      if (!toPause.isEmpty()) {
        consumer.pause(toPause);
      }
      if (!toResume.isEmpty()) {
        consumer.resume(toResume);
      }
    } catch (IllegalStateException e) {
      // an evicted member loses its partitions beside this thread; the poll that follows tells
      log.debug("partitions were lost just now", e);
    }
  }
}
