package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.schemas.topic.TopicsUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a topic again, up to where it ended at the start, and inserts its rows once more.
///
/// Its inserts have tokens of their own, so that none is dropped as a repetition; where the table
/// has a row already, the newer version stays. It has a group of its own: the sinks' offsets do
/// not move. One that is cut off leaves nothing to resume; another begins at the beginning, which
/// does no harm.
public final class Replay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);
  private static final Duration ASKING = Duration.ofSeconds(20);

  private final ReplayRequest request;
  private final SinkConfig config;
  private final RecordSerdes serdes;
  private final Tables tables;
  private final Map<String, Object> kafka;
  private final String topic;
  private final String group;
  private volatile boolean closed;
  private volatile ReplayCounts counts = new ReplayCounts(0, 0, 0, 0, 0);

  /// Wires a replay; nothing is read before [#run].
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  public Replay(ReplayRequest request, SinkConfig config, RecordSerdes serdes, ClickHouse tables,
      Map<String, Object> kafka) {
    this(request, config, serdes, new ClickHouseTables(tables), kafka);
  }

  Replay(ReplayRequest request, SinkConfig config, RecordSerdes serdes, Tables tables,
      Map<String, Object> kafka) {
    this.request = request;
    this.config = config;
    this.serdes = serdes;
    this.tables = tables;
    this.kafka = Map.copyOf(kafka);
    Topics topics = config.topics();
    topic = topics.named(request.dataset().topic());
    group = topics.named("replay." + UUID.randomUUID());
  }

  /// Returns when everything is in the table, or when it is closed.
  ///
  /// @return whether everything is
  /// @throws SinkException if Kafka does not answer, or the table refuses the rows for good
  /// @throws TopicsUnavailableException if the topic does not exist
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the table cannot be
  /// asked at the start
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if the registry does not answer
  /// at the start
  public boolean run() {
    try {
      tables.check(request.dataset());
      var writers = Map.of(topic, new RowWriter(request.dataset(), topic, serdes));
      boolean ended;
      try (var run = new SinkRun(config, group, writers, Selection.of(request), tables, serdes,
          kafka, InstantSource.system())) {
        ended = readAll(run);
      }
      forgetGroup();
      return ended;
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (KafkaException e) {
      throw new SinkException("the replay cannot read " + topic + ": " + e.getMessage(), e);
    }
  }

  /// Ends [#run] soon; what is being inserted gets a few seconds.
  @Override
  public void close() {
    closed = true;
  }

  /// How far it is.
  public ReplayCounts counts() {
    return counts;
  }

  private boolean readAll(SinkRun run) {
    var spans = spans(run.consumer());
    run.assign(spans);
    long offsets = spans.values().stream().mapToLong(span -> span.end() - span.first()).sum();
    log.info("replays {} offsets of {} in {} partitions as {}", offsets, topic, spans.size(),
        group);
    count(run, offsets);
    while (!run.partitions().stream().allMatch(PartitionRun::hasEnded)) {
      if (closed || Thread.currentThread().isInterrupted()) {
        return false;
      }
      run.take();
      if (run.partitions().stream().allMatch(PartitionRun::isIdle)) {
        run.notePositions();
      }
      count(run, offsets);
    }
    return true;
  }

  private void count(SinkRun run, long offsets) {
    long left = run.partitions().stream().mapToLong(PartitionRun::left).sum();
    long read = run.partitions().stream().mapToLong(PartitionRun::read).sum();
    var done = run.counts();
    counts = new ReplayCounts(offsets, offsets - left, read, done.rows(), done.unreadable());
  }

  /// What to read of each partition that holds anything. The ends are those of committed records,
  /// and count markers too: only a position tells that one is reached.
  private Map<TopicPartition, OffsetSpan> spans(KafkaConsumer<byte[], byte[]> consumer) {
    var known = consumer.partitionsFor(topic, ASKING);
    if (known == null || known.isEmpty()) {
      throw new TopicsUnavailableException(
          "there is no topic " + topic + ": nothing was backfilled here yet",
          new UnknownTopicOrPartitionException(topic));
    }
    var partitions =
        known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    var ends = consumer.endOffsets(partitions, ASKING);
    var spans = new HashMap<TopicPartition, OffsetSpan>();
    firsts(consumer, partitions).forEach((partition, first) -> {
      long end = ends.getOrDefault(partition, 0L);
      if (first < end) {
        spans.put(partition, new OffsetSpan(first, end));
      }
    });
    return spans;
  }

  private Map<TopicPartition, Long> firsts(KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions) {
    if (request.since().isEmpty()) {
      return consumer.beginningOffsets(partitions, ASKING);
    }
    var times = new HashMap<TopicPartition, Long>();
    partitions.forEach(
        partition -> times.put(partition, request.since().get().toEpochMilli()));
    var firsts = new HashMap<TopicPartition, Long>();
    consumer.offsetsForTimes(times, ASKING).forEach((partition, found) -> {
      // Kafka answers null where no record is as young
      if (found != null) {
        firsts.put(partition, found.offset());
      }
    });
    return firsts;
  }

  /// Nobody goes on from the group's offsets; what cannot be deleted now expires by itself.
  private void forgetGroup() {
    try (var admin = Admin.create(kafka)) {
      admin.deleteConsumerGroups(List.of(group)).all().get(ASKING.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.info("group {} not deleted, it expires by itself: {}", group, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
