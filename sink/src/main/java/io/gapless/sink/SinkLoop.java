package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.worker.Heart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One member of the sinks' group: moves every dataset's records from their topics to their
/// tables.
///
/// ```
/// topics ─▶ poll thread ─▶ batches ─▶ intents committed ─▶ inserts ─▶ offsets committed
///                 ▲    one partition each               one table each        │
///                 └───────────────────────────────────────────────────────────┘
/// ```
///
/// Each row is in its table once, whenever a sink dies: see [Intent] and [Insert].
public final class SinkLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SinkConfig config;
  private final RecordSerdes serdes;
  private final Tables tables;
  private final Map<String, Object> kafka;
  private final InstantSource clock;
  private final Instant startedAt;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running;
  private volatile boolean closed;
  private volatile SinkCounts counts = new SinkCounts(0, 0, 0, 0, 0);
  private volatile int inFlight;
  private volatile Instant turnedAt;

  /// Wires a sink; nothing is read before [#run].
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  public SinkLoop(SinkConfig config, RecordSerdes serdes, ClickHouse tables,
      Map<String, Object> kafka) {
    this(config, serdes, new ClickHouseTables(tables), kafka, InstantSource.system());
  }

  SinkLoop(SinkConfig config, RecordSerdes serdes, Tables tables, Map<String, Object> kafka,
      InstantSource clock) {
    this.config = config;
    this.serdes = serdes;
    this.tables = tables;
    this.kafka = Map.copyOf(kafka);
    this.clock = clock;
    startedAt = clock.instant();
    turnedAt = startedAt;
  }

  /// Reads and inserts until closed.
  ///
  /// @throws SinkException if that cannot succeed, however often it is tried
  public void run() {
    running = true;
    try {
      var writers = writers();
      if (!closed) {
        sink(writers);
      }
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UnreleasedInstanceIdException | FencedInstanceIdException e) {
      throw new SinkException("another worker runs as " + config.workerId()
          + ": give each worker of a host a slot of its own (--slot)", e);
    } catch (KafkaException e) {
      throw new SinkException("the sink cannot read from Kafka: " + e.getMessage(), e);
    } finally {
      ended.countDown();
    }
  }

  /// Ends [#run] and waits for it: what is being inserted gets a few seconds to be committed.
  @Override
  public void close() {
    closed = true;
    if (running) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// When its loop last went on; long ago where it is stuck.
  public Instant turnedAt() {
    return turnedAt;
  }

  /// What was done so far.
  public SinkCounts counts() {
    return counts;
  }

  private void sink(Map<String, RowWriter> writers) {
    var group = config.topics().sinkGroup();
    try (var _ = new Heart(kafka, serdes, config.topics(), this::heartbeat);
        var run = new SinkRun(config, group, writers, Selection.all(), tables, serdes, kafka,
            clock)) {
      run.subscribe(writers.keySet());
      log.info("sink {} reads {} topics as {}", config.workerId(), writers.size(), group);
      while (!closed && !Thread.currentThread().isInterrupted()) {
        turnedAt = clock.instant();
        run.take();
        counts = run.counts();
        inFlight = run.inFlight();
      }
    } finally {
      log.info("sink {} mended {} of {} taken-over batches", config.workerId(), counts.mended(),
          counts.recovered());
    }
  }

  /// A writer for each topic, once registry and tables are there and fit.
  private Map<String, RowWriter> writers() throws InterruptedException {
    while (!closed) {
      turnedAt = clock.instant();
      try {
        var writers = new HashMap<String, RowWriter>();
        for (var dataset : Datasets.all().list()) {
          tables.check(dataset);
          var topic = config.topics().named(dataset.topic());
          writers.put(topic, new RowWriter(dataset, topic, serdes));
        }
        return writers;
      } catch (RegistryUnavailableException e) {
        log.warn("will try again in {} s: {}", PAUSE.toSeconds(), e.getMessage());
      } catch (ClickHouseUnavailableException e) {
        if (!Fault.isPassing(e)) {
          throw new SinkException(e.getMessage() + Fault.advice(e.code()), e);
        }
        log.warn("will try again in {} s: {}", PAUSE.toSeconds(), e.getMessage());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    return Map.of();
  }

  /// Dated by the loop's last turn: a heart that beats beside a loop that is stuck is no life.
  private Heartbeat heartbeat() {
    var now = clock.instant();
    var done = counts;
    return Heartbeat.newBuilder().setWorkerId(config.workerId()).setRole("sink")
        .setState(WorkerState.RUNNING).setLastBatch(done.batches()).setInFlight(inFlight)
        .setRows(done.rows()).setChains(List.of()).setEndpoints(List.of())
        .setStartedAt(startedAt).setUpdatedAt(turnedAt)
        .setVersion(TimeUnit.MILLISECONDS.toMicros(now.toEpochMilli())).setCreatedAt(now)
        .setIsDeleted(false).build();
  }
}
