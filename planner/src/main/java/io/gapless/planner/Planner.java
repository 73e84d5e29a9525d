package io.gapless.planner;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.feed.JobBoard;
import io.gapless.planner.job.JobResolver;
import io.gapless.planner.monitor.ConditionProcess;
import io.gapless.planner.monitor.Monitor;
import io.gapless.planner.monitor.SignsOfLife;
import io.gapless.planner.process.BackfillProcess;
import io.gapless.planner.process.Fleet;
import io.gapless.planner.process.JobRecords;
import io.gapless.planner.process.RequestProcess;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Namespace;
import io.gapless.processes.Processes;
import io.gapless.processes.RetryPolicy;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.processes.http.ProcessServer;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.TopicsUnavailableException;
import io.gapless.schemas.worker.Faults;
import io.gapless.schemas.worker.GroupMember;
import io.gapless.schemas.worker.Heart;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The planner: turns requests into jobs, feeds their works as coverage comes in, and says when they
/// are complete. Each request and each job is a durable process; several planners share them.
///
/// ```
/// requests ──► RequestReader ──► process requests/<request> ──► process backfill/<job>
/// jobs, verdicts ──► TopicWatch ──► JobBoard ──── something to do ────────▲ │
/// heartbeats ──────► TopicWatch ──► Monitor ──► process conditions/<what is wrong> ──► notify
///                                                                           └──► jobs, work.<chain>,
///                                                                                notify
/// ```
public final class Planner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Planner.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration KEY_TTL = Duration.ofDays(1);
  /// A submission waits for a fetcher, and for nodes that tell its bounds.
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);
  private static final Duration LONGEST_STEP = Duration.ofMinutes(2);

  private final PlannerConfig config;
  private final RecordSerdes serdes;
  private final Map<String, Object> kafka;
  private final Map<String, ChainClock> chains;
  private final EngineMetrics metrics;
  private final Hosting hosting;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

  /// @param kafka client properties with at least `bootstrap.servers`, for every client
  /// @param chains clocks of the chains that there are endpoints for, by chain
  /// @param hosting what else its engine runs, and where that is served
  public Planner(PlannerConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      Map<String, ChainClock> chains, EngineMetrics metrics, Hosting hosting, InstantSource clock) {
    this.config = config;
    this.serdes = serdes;
    this.kafka = Map.copyOf(kafka);
    this.chains = Map.copyOf(chains);
    this.metrics = metrics;
    this.hosting = hosting;
    this.clock = clock;
  }

  /// Plans until [#close].
  ///
  /// @throws PlannerException if going on is of no use: the broker does not allow it, say
  public void run() {
    if (!runner.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException("a planner runs once");
    }
    // heartbeats carry milliseconds
    var started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      while (closing.getCount() > 0) {
        runOnce(started);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /// Stops, and waits until [#run] has ended. May be called from any thread, and more than once.
  @Override
  public void close() {
    closing.countDown();
    var running = runner.get();
    if (running == null) {
      return;
    }
    try {
      if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.interrupt();
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce(Instant started) throws InterruptedException {
    try {
      work(started);
    } catch (TopicsUnavailableException | EngineUnavailableException e) {
      var refusal = Sessions.refusal(e);
      if (refusal != null) {
        throw refusal;
      }
      log.warn("the planner cannot begin yet, will try again in {} s: {}", RETRY.toSeconds(),
          e.getMessage());
      var _ = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void work(Instant started) throws InterruptedException {
    var clients = new KafkaClients(kafka);
    var reader = new RecordReader(serdes, config.workerId(), clock);
    var board = new JobBoard(config.sizing(), config.maxOutstanding());
    var fleet = new Fleet(clock);
    var life = new SignsOfLife(config.workerId(), config.monitor().stallAfter(), clock);
    var running = new CompletableFuture<Processes>();
    try (var admin = clients.admin()) {
      config.topics().create(admin, Datasets.all().topics(), chains.keySet());
      var records = new JobRecords(serdes, config.topics(), new TopicPartitions(admin)::of);
      try (
          var engine = ProcessEngine.start(engineConfig(),
              namespaces(board, fleet, records, running, admin), serdes, kafka, metrics);
          var _ = serve(engine.processes());
          var sessions = new Sessions();
          var _ = new Heart(kafka, serdes, config.topics(),
              () -> heartbeat(started, records.worksPublished()))) {
        running.complete(engine.processes());
        var notices = new Notices(board, engine);
        var relay = new JobRelay(hosting.jobs().apply(engine.processes()));
        var watch = new TopicWatch(config.topics(), reader, board, fleet, life, relay::seen,
            clock);
        var requests = new RequestReader(config.topics(), reader, records, serdes,
            engine.processes());
        var monitor = new Monitor(config.monitor(), config.topics(), life, records,
            engine.processes(), clock);
        sessions.start("planner-watch",
            leaves -> watch.run(clients.reader(), leaves, () -> {
              notices.send();
              relay.caughtUp();
            }));
        sessions.start("planner-relay", relay::run);
        sessions.start("planner-requests", leaves -> requests
            .run(clients.member(config.group()), clients.producer(), leaves));
        sessions.start("planner-monitor", monitor::run);
        deleteWorksUntilClosed(admin, engine, sessions);
      }
    }
  }

  private @Nullable ProcessServer serve(Processes processes) {
    try {
      return hosting.http().map(how -> ProcessServer.start(how.server(), processes, served(),
          how.metrics())).orElse(null);
    } catch (UncheckedIOException e) {
      throw new PlannerException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<String> served() {
    return Stream.concat(
        Stream.of(BackfillProcess.NAMESPACE, RequestProcess.NAMESPACE, ConditionProcess.NAMESPACE),
        hosting.namespaces().stream().map(Namespace::name)).toList();
  }

  private void deleteWorksUntilClosed(Admin admin, ProcessEngine engine, Sessions sessions)
      throws InterruptedException {
    var deletion = new WorkDeletion(admin, config.topics());
    var next = clock.instant().plus(config.workDeletion());
    while (!closing.await(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
      sessions.refuseToGoOn();
      var failure = engine.failure();
      if (failure != null) {
        throw new PlannerException("its processes stopped: " + Faults.reason(failure), failure);
      }
      if (!config.workDeletion().isZero() && !clock.instant().isBefore(next)) {
        deletion.run(chains.keySet());
        next = clock.instant().plus(config.workDeletion());
      }
    }
  }

  private EngineConfig engineConfig() {
    return EngineConfig.withDefaults(PlannerConfig.processTopics(config.topics()),
        config.workerId(), config.stateFolder());
  }

  private List<Namespace> namespaces(JobBoard board, Fleet fleet, JobRecords records,
      CompletableFuture<Processes> running, Admin admin) {
    var resolver = new JobResolver(chains, config.finalityDepth());
    var untilItWorks = new RetryPolicy(RETRY, 1.0, null, null, List.of());
    var own = List.of(
        Namespace.of(BackfillProcess.NAMESPACE,
            new BackfillProcess(board, chains, records, clock)).withStepTimeout(LONGEST_STEP)
            .withKeyTtl(KEY_TTL),
        Namespace.of(RequestProcess.NAMESPACE,
            new RequestProcess(resolver, fleet, config.fetcherPatience(), records, running, clock))
            .withStepTimeout(LONGEST_REQUEST).withKeyTtl(KEY_TTL).withRetry(untilItWorks),
        Namespace.of(ConditionProcess.NAMESPACE,
            new ConditionProcess(records, (group, workerId) -> GroupMember.evict(admin, group,
                workerId, "it is stalled"), clock))
            .withRetry(untilItWorks));
    return Stream.concat(own.stream(), hosting.namespaces().stream()).toList();
  }

  private Heartbeat heartbeat(Instant started, long worksPublished) {
    Instant now = clock.instant();
    return Heartbeat.newBuilder()
        .setWorkerId(config.workerId())
        .setRole("planner")
        .setState(WorkerState.RUNNING)
        .setLastBatch(worksPublished)
        .setInFlight(0)
        .setRows(0)
        .setChains(chains.keySet().stream().sorted().toList())
        .setEndpoints(List.of())
        .setProcess(process)
        .setStartedAt(started)
        .setUpdatedAt(now)
        .setVersion(now.toEpochMilli())
        .setCreatedAt(now)
        .setIsDeleted(false)
        .build();
  }
}
