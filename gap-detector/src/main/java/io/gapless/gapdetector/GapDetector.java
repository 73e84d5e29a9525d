package io.gapless.gapdetector;

import io.gapless.gapdetector.audit.Audit;
import io.gapless.gapdetector.audit.AuditLoop;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.audit.ClickHouseCounts;
import io.gapless.gapdetector.audit.CoverageReader;
import io.gapless.gapdetector.audit.TableCounts;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.TopicsUnavailableException;
import io.gapless.schemas.worker.Faults;
import io.gapless.schemas.worker.Heart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps account of what is covered, has missing ranges fetched again, and reads back the tables.
///
/// Two halves: a Kafka Streams topology that decides, and a loop beside it that asks. Several gap
/// detectors on one broker share the jobs.
public final class GapDetector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GapDetector.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final GapDetectorConfig config;
  private final RecordSerdes serdes;
  private final Map<String, Object> kafka;
  private final TableCounts tables;
  private final Map<String, ChainHashes> chains;
  private final InstantSource clock;
  private final CountDownLatch leave = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean running;
  private volatile @Nullable AuditLoop auditing;

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param tables where the sink writes to
  public GapDetector(GapDetectorConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      ClickHouse tables) {
    this(config, serdes, kafka, tables, Map.of());
  }

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param tables where the sink writes to
  /// @param chains nodes that tell whether blocks still are what they were when they were fetched,
  ///     by chain; of a chain without any, that is not looked at
  public GapDetector(GapDetectorConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      ClickHouse tables, Map<String, ChainHashes> chains) {
    this(config, serdes, kafka, new ClickHouseCounts(tables), chains, InstantSource.system());
  }

  GapDetector(GapDetectorConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      TableCounts tables, Map<String, ChainHashes> chains, InstantSource clock) {
    this.config = config;
    this.serdes = serdes;
    this.kafka = Map.copyOf(kafka);
    this.tables = tables;
    this.chains = Map.copyOf(chains);
    this.clock = clock;
  }

  /// Works until closed.
  ///
  /// @throws GapDetectorFailedException if it met something that does not pass
  public void run() {
    running = true;
    try {
      if (topicsExist()) {
        work();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
    var fault = failure.get();
    if (fault != null) {
      throw new GapDetectorFailedException(Faults.reason(fault), fault);
    }
  }

  /// Makes [#run] return, and waits for that.
  @Override
  public void close() {
    leave.countDown();
    try {
      if (running) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// When its loop last went on; long ago where it is stuck.
  public Instant turnedAt() {
    var loop = auditing;
    return loop == null ? clock.instant() : loop.turnedAt();
  }

  private void work() throws InterruptedException {
    var audit = new Audit(tables, new CoverageReader(kafka, serdes, config.topics()), chains,
        clock);
    var streams = new KafkaStreams(new CoverageTopology(config, serdes).toTopology(), properties());
    streams.setUncaughtExceptionHandler(this::answer);
    var loop = new AuditLoop(config.topics(), kafka, serdes, audit, clock, config.auditInterval(),
        config.digestRows());
    long startedAt = clock.millis();
    auditing = loop;
    streams.start();
    var auditor = Thread.ofPlatform().name("audit").start(() -> {
      try {
        loop.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    });
    try (var _ = new Heart(kafka, serdes, config.topics(),
        () -> beat(startedAt, loop))) {
      log.info("gap detector {} runs", config.workerId());
      leave.await();
    } finally {
      loop.close();
      auditor.join();
      streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(
          CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private void fail(Throwable fault) {
    failure.compareAndSet(null, fault);
    leave.countDown();
  }

  private StreamThreadExceptionResponse answer(Throwable fault) {
    if (Faults.isPassing(fault)) {
      log.warn("folding was interrupted, goes on from the last commit: {}", Faults.reason(fault));
      try {
        if (!leave.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    fail(fault);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private boolean topicsExist() throws InterruptedException {
    try (var admin = Admin.create(new HashMap<>(kafka))) {
      while (leave.getCount() > 0) {
        try {
          config.topics().create(admin, List.of(), List.of());
          return true;
        } catch (TopicsUnavailableException e) {
          log.warn("waits for the broker: {}", e.getMessage());
          if (leave.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
          }
        }
      }
      return false;
    }
  }

  private Properties properties() {
    var properties = new Properties();
    properties.putAll(kafka);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.topics().prefix() + "gap-detector");
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, config.workerId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 4L << 20);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replication());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest");
    // a new chain's work topic, and a member that died, are noticed soon
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 2_000);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        3_000);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        10_000);
    return properties;
  }

  /// Dated by the loop's last turn: a heart that beats beside a loop that is stuck is no life.
  private Heartbeat beat(long startedAt, AuditLoop loop) {
    var now = clock.instant();
    return Heartbeat.newBuilder().setWorkerId(config.workerId()).setRole("gap-detector")
        .setState(WorkerState.RUNNING).setLastBatch(loop.findings()).setInFlight(0).setRows(0)
        .setChains(List.of()).setEndpoints(List.of())
        .setStartedAt(Instant.ofEpochMilli(startedAt)).setUpdatedAt(loop.turnedAt())
        .setVersion(now.toEpochMilli() * 1000).setCreatedAt(now).setIsDeleted(false).build();
  }
}
