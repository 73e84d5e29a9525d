package io.gapless.fetcher;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.fetcher.fleet.Demand;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.fetcher.work.WorkKind;
import io.gapless.fetcher.work.WorkLoop;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.worker.Heart;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// One member of a fleet that fetches a chain: takes works from a topic of the chain, fetches them,
/// and writes records and what became of the works.
public final class Fetcher implements Runnable, AutoCloseable {

  private final FetcherConfig config;
  private final RecordSerdes serdes;
  private final Map<String, Object> kafka;
  private final EndpointPool<?> pool;
  private final InstantSource clock;
  private final WorkLoop<?, ?> loop;
  private final Instant started;

  /// @param kind what works it takes, and how it tells of them
  /// @param fetch how they are fetched
  /// @param pool the endpoints that it asks; fetchers of one process may share them
  /// @param kafka client properties with at least `bootstrap.servers`
  public <W extends SpecificRecord, O extends SpecificRecord> Fetcher(FetcherConfig config,
      WorkKind<W, O> kind, WorkFetch<W, O> fetch, EndpointPool<?> pool, RecordSerdes serdes,
      Map<String, Object> kafka, InstantSource clock) {
    this.config = config;
    this.serdes = serdes;
    this.kafka = Map.copyOf(kafka);
    this.pool = pool;
    this.clock = clock;
    this.started = clock.instant();
    loop = new WorkLoop<>(config.workLoop(), kind, fetch, serdes, kafka, clock);
  }

  /// Fetches until [#close].
  ///
  /// @throws io.gapless.fetcher.work.WorkerFencedException if another worker has the same slot
  @Override
  public void run() {
    try (var _ = new Heart(kafka, serdes, config.topics(), this::heartbeat)) {
      loop.run();
    }
  }

  /// When its loop last went on; long ago where it is stuck.
  public Instant turnedAt() {
    return loop.turnedAt();
  }

  @Override
  public void close() {
    loop.close();
  }

  /// Dated by the loop's last turn: a heart that beats beside a loop that is stuck is no life.
  private Heartbeat heartbeat() {
    var now = clock.instant();
    return Heartbeat.newBuilder().setWorkerId(config.workerId()).setRole(config.role())
        .setState(WorkerState.RUNNING).setLastBatch(loop.worksDone())
        .setInFlight(loop.worksInFlight()).setRows(loop.rowsDone())
        .setChains(List.of(config.chain()))
        .setEndpoints(Demand.of(pool)).setProcess(pool.id())
        .setStartedAt(started).setUpdatedAt(loop.turnedAt())
        .setVersion(ChronoUnit.MICROS.between(Instant.EPOCH, now)).setCreatedAt(now)
        .setIsDeleted(false).build();
  }
}
