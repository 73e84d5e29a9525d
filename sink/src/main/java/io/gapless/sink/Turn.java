package io.gapless.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Function<List<Batch>, Insert> begin;
  private final Waiting waiting;
  private final Map<TopicPartition, Long> heldUntilNanos = new HashMap<>();
  private SinkCounts counts = new SinkCounts(0, 0, 0, 0, 0);

  Turn(SinkConfig config, Consumer<byte[], byte[]> consumer, Partitions partitions,
      Function<List<Batch>, Insert> begin) {
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
        .map(PartitionRun::underway).filter(Objects::nonNull).map(PartitionRun.Underway::insert)
        .filter(insert -> !insert.isDone()).distinct().count();
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
      var underway = run.underway();
      if (underway == null) {
        free.put(partition, run);
      } else if (underway.insert().isDone()) {
        var batch = underway.batch();
        var done = underway.insert().counts(batch);
        if (batch.lettersArrived()) {
          pass(partition, run, batch, done, commits, then);
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

  /// The table that has waited longest comes first; where memory is short, the one that takes most.
  private void chooseNext(Map<TopicPartition, PartitionRun> free, boolean crowded,
      Map<TopicPartition, OffsetAndMetadata> commits, List<Runnable> then) {
    long now = System.nanoTime();
    var order = Comparator.<TableRuns>comparingLong(
        table -> crowded ? table.waitingBytes() : table.ageNanos(now)).reversed();
    int inserts = inFlight();
    for (var table : TableRuns.of(free).stream().sorted(order).toList()) {
      if (inserts < config.maxInserts() && isDue(table, crowded, inserts, now)
          && begin(table, now, commits, then)) {
        inserts++;
      }
    }
  }

  private boolean isDue(TableRuns table, boolean crowded, int inserts, long now) {
    long bytes = table.waitingBytes();
    long worthwhile = crowded ? config.maxBytesBuffered() / 8 : config.maxBytes();
    return bytes >= worthwhile || (crowded && inserts == 0) || table.holdsBack()
        || waiting.isOver(table.topic(), table.ageNanos(now), bytes, now);
  }

  /// Inserts what a table's partitions hold, as much as one insert may hold.
  ///
  /// @return whether there was anything
  private boolean begin(TableRuns table, long now,
      Map<TopicPartition, OffsetAndMetadata> commits, List<Runnable> then) {
    Map<PartitionRun, Batch> together = new LinkedHashMap<>();
    for (var entry : table.oldestFirst(now)) {
      var run = entry.getValue();
      var batch = run.next(true);
      if (batch == null) {
        continue;
      }
      if (batch.count() == 0) {
        // nothing but tombstones and what cannot be read
        if (batch.lettersArrived()) {
          pass(entry.getKey(), run, batch, new SinkCounts(0, 0, 0, 0, batch.unreadable()), commits,
              then);
        }
      } else if (fits(batch, together.values())) {
        commits.put(entry.getKey(), batch.intent().commit());
        together.put(run, batch);
      }
    }
    if (together.isEmpty()) {
      return false;
    }
    then.add(() -> {
      var insert = begin.apply(List.copyOf(together.values()));
      together.forEach((run, batch) -> run.started(batch, insert));
    });
    return true;
  }

  /// Whether a batch may be part of an insert; those that were taken over have one of their own.
  private boolean fits(Batch batch, Collection<Batch> others) {
    int rows = others.stream().mapToInt(Batch::count).sum();
    return others.isEmpty() || (rows + batch.count() <= config.maxRows()
        && others.stream().allMatch(other -> other.recovered() == batch.recovered()));
  }

  private void pass(TopicPartition partition, PartitionRun run, Batch batch, SinkCounts done,
      Map<TopicPartition, OffsetAndMetadata> commits, List<Runnable> then) {
    commits.put(partition, new OffsetAndMetadata(batch.end()));
    then.add(() -> {
      run.passed(batch);
      counts = counts.plus(done);
    });
  }
}
