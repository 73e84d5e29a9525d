package io.gapless.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One turn of the poll thread after another: read; commit what is inserted and the intents of
/// what comes next, in one request; begin to insert that.
final class Turn {

  private static final Logger log = LoggerFactory.getLogger(Turn.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(10);
  private static final Duration COMMITTING = Duration.ofSeconds(10);
  private static final Duration HOLD = Duration.ofSeconds(1);

  private final SinkConfig config;
  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private final Function<Batch, Insert> begin;
  private final Waiting waiting;
  private final Map<TopicPartition, Long> heldUntilNanos = new HashMap<>();
  private SinkCounts counts = new SinkCounts(0, 0, 0, 0, 0);

  Turn(SinkConfig config, Consumer<byte[], byte[]> consumer, Partitions partitions,
      Function<Batch, Insert> begin) {
    this.config = config;
    this.consumer = consumer;
    this.partitions = partitions;
    this.begin = begin;
    waiting = new Waiting(config.maxWait());
  }

  /// Takes a turn. Where the broker does not answer, what was not done is done in the next.
  void take() {
    partitions.settle();
    boolean crowded = isCrowded();
    partitions.readOnly(readable(crowded));
    read();
    commitAndBegin(crowded);
  }

  /// What was done so far.
  SinkCounts counts() {
    return counts;
  }

  /// Inserts that are running.
  int inFlight() {
    return (int) runs().values().stream()
        .filter(run -> run.inserting() != null && !run.inserting().isDone()).count();
  }

  private Map<TopicPartition, PartitionRun> runs() {
    return partitions.runs();
  }

  private boolean isCrowded() {
    return runs().values().stream().mapToLong(PartitionRun::memory).sum() > config
        .maxBytesBuffered();
  }

  /// What to read now. Where memory is short, one that has to be read to a certain end goes on, so
  /// that some batch can always be finished.
  private Set<TopicPartition> readable(boolean crowded) {
    long now = System.nanoTime();
    heldUntilNanos.values().removeIf(until -> until - now <= 0);
    var readable = new HashSet<TopicPartition>();
    boolean exempt = false;
    for (var entry : runs().entrySet()) {
      var run = entry.getValue();
      boolean first = run.isRecovering() && !exempt;
      exempt |= first;
      if ((!crowded || first) && !run.isFull() && !heldUntilNanos.containsKey(entry.getKey())) {
        readable.add(entry.getKey());
      }
    }
    return readable;
  }

  private void read() {
    var polled = poll();
    long now = System.nanoTime();
    polled.nextOffsets().forEach((partition, next) -> {
      var run = runs().get(partition);
      if (run != null) {
        take(partition, run, polled.records(partition), next.offset(), now);
      }
    });
  }

  /// Waits for records, but not inside a poll while partitions are paused: with records of those at
  /// hand, a poll spins until its time is over.
  private ConsumerRecords<byte[], byte[]> poll() {
    if (consumer.paused().isEmpty()) {
      boolean idle = runs().values().stream().allMatch(PartitionRun::isIdle);
      return consumer.poll(idle ? IDLE : BUSY);
    }
    var polled = consumer.poll(Duration.ZERO);
    if (polled.nextOffsets().isEmpty()) {
      LockSupport.parkNanos(BUSY.toNanos());
    }
    return polled;
  }

  private void take(TopicPartition partition, PartitionRun run,
      List<ConsumerRecord<byte[], byte[]>> records, long position, long now) {
    if (!records.isEmpty()) {
      waiting.arrived(partition.topic(), now);
    }
    run.take(records, position, now).ifPresent(again -> {
      log.warn("{}: the schema registry does not answer, will read on from offset {} in {} s",
          partition, again, HOLD.toSeconds());
      consumer.seek(partition, again);
      heldUntilNanos.put(partition, now + HOLD.toNanos());
    });
  }

  private void commitAndBegin(boolean crowded) {
    var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
    List<Runnable> then = new ArrayList<>();
    Map<TopicPartition, PartitionRun> free = new HashMap<>();
    runs().forEach((partition, run) -> {
      var insert = run.inserting();
      if (insert == null) {
        free.put(partition, run);
      } else if (insert.isDone()) {
        var done = insert.counts();
        if (insert.batch().lettersArrived()) {
          pass(partition, run, insert.batch(), done, commits, then);
          free.put(partition, run);
        }
      }
    });
    chooseNext(free, crowded, commits, then);
    if (!commits.isEmpty()) {
      consumer.commitSync(commits, COMMITTING);
      then.forEach(Runnable::run);
    }
  }

  private void chooseNext(Map<TopicPartition, PartitionRun> free, boolean crowded,
      Map<TopicPartition, OffsetAndMetadata> commits, List<Runnable> then) {
    long now = System.nanoTime();
    var order = Comparator.<Map.Entry<TopicPartition, PartitionRun>>comparingLong(
        entry -> crowded ? -entry.getValue().memory() : entry.getValue().openedNanos(now) - now);
    int slots = config.maxInserts() - inFlight();
    for (var entry : free.entrySet().stream().sorted(order).toList()) {
      var partition = entry.getKey();
      var run = entry.getValue();
      boolean large = crowded && run.memory() >= config.maxBytesBuffered() / (2L * runs().size());
      var batch = slots > 0 ? run.next(large || isOver(partition, run, now)) : null;
      if (batch == null) {
        continue;
      }
      if (batch.count() > 0) {
        commits.put(partition, batch.intent().commit());
        then.add(() -> run.started(begin.apply(batch)));
        slots--;
      } else if (batch.lettersArrived()) {
        // nothing but tombstones and what cannot be read
        pass(partition, run, batch, new SinkCounts(0, 0, 0, 0, batch.unreadable()), commits, then);
      }
    }
  }

  private void pass(TopicPartition partition, PartitionRun run, Batch batch, SinkCounts done,
      Map<TopicPartition, OffsetAndMetadata> commits, List<Runnable> then) {
    commits.put(partition, new OffsetAndMetadata(batch.end()));
    then.add(() -> {
      run.passed(batch);
      counts = counts.plus(done);
    });
  }

  private boolean isOver(TopicPartition partition, PartitionRun run, long now) {
    var topic = partition.topic();
    return waiting.isOver(topic,
        runs().keySet().stream().filter(other -> other.topic().equals(topic)).count(),
        run.openedNanos(now), run.fillingBytes(), now);
  }
}
