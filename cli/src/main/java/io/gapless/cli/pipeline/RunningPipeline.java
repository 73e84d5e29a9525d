package io.gapless.cli.pipeline;

import static java.util.stream.Collectors.toMap;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.doctor.Condition;
import io.gapless.cli.doctor.TableChecks;
import io.gapless.cli.nodes.ChainNodes;
import io.gapless.cli.nodes.FetchPool;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Connections;
import io.gapless.enricher.EnrichmentKind;
import io.gapless.fetcher.Fetcher;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.fleet.SharedBudget;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.fetcher.work.WorkKind;
import io.gapless.gapdetector.GapDetector;
import io.gapless.gapdetector.GapDetectorConfig;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.coverage.RetryPolicy;
import io.gapless.planner.Planner;
import io.gapless.planner.PlannerConfig;
import io.gapless.planner.Serving;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.http.ServerConfig;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.StagingTtl;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.SinkConfig;
import io.gapless.sink.SinkLoop;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Servers, and the roles of this process over them.
final class RunningPipeline implements Pipeline, Enrichment {

  private static final Duration CHECK = Duration.ofSeconds(1);
  /// For a worker that stands still to end.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration DISKS = Duration.ofSeconds(30);
  /// Counting keys is dear.
  private static final Duration DUPLICATES = Duration.ofMinutes(10);

  private final ConnectionOptions options;
  private final Connections connections;
  private final Map<String, Object> kafka;
  private final Topics topics;
  private final RecordSerdes serdes;
  private final InstantSource clock;
  private final EventPublisher events;
  private final Roles roles;
  private final List<ChainNodes> owned = new ArrayList<>();
  private final Set<String> sharing = new HashSet<>();
  private final Optional<String> chainOfNodes;
  private final boolean runsJobs;
  private final Upkeep upkeep;
  private @Nullable ClickHouse tables;
  private List<String> jobIds = List.of();
  private Runnable roleStart = () -> {};

  /// Takes the servers over: they are closed with the pipeline.
  ///
  /// @param chainOfNodes chain of the nodes that were named, if any were
  /// @param runsJobs whether this process is to run every role
  /// @param upkeep how its workers are looked after
  RunningPipeline(ConnectionOptions options, Connections connections,
      Optional<String> chainOfNodes, boolean runsJobs, Upkeep upkeep,
      InstantSource clock) {
    this.chainOfNodes = chainOfNodes;
    this.runsJobs = runsJobs;
    this.options = options;
    this.connections = connections;
    this.upkeep = upkeep;
    this.clock = clock;
    topics = options.topics();
    kafka = connections.kafkaClient(options.kafkaProperties());
    serdes = new RecordSerdes(connections.registry().orElseThrow());
    events = new EventPublisher(kafka, serdes, topics);
    roles = new Roles(upkeep.monitor(), PATIENCE, clock, this::restarted);
  }

  /// Takes nodes over: they are closed with the pipeline.
  void own(List<ChainNodes> nodes) {
    owned.addAll(nodes);
  }

  /// Creates the topics that are not there yet.
  ///
  /// @param chains chains to have a work topic for
  void createTopics(List<String> chains) {
    try (var admin = Admin.create(kafka)) {
      topics.create(admin, Datasets.all().topics(), chains);
    }
  }

  /// Creates the tables that are not there yet, and has them keep rows as long as was asked for.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if it cannot be reached, or
  ///     refuses the user
  void createTables() {
    tables().createTables();
    upkeep.retention().ifPresent(retention -> StagingTtl.set(tables(), retention.ttl()));
  }

  /// @param nodes of the chains that it is to plan for
  /// @param http where its processes are served; empty: nowhere
  void startPlanner(String workerId, List<ChainNodes> nodes, Optional<ServerConfig> http) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var planner = new Planner(
        PlannerConfig.withDefaults(workerId, topics, options.data().resolve(workerId))
            .withMonitor(upkeep.monitor()),
        serdes, kafka, nodes.stream().collect(toMap(ChainNodes::chain, ChainNodes::clock)),
        new EngineMetrics(registry),
        EngineHosting.of(options, this::tables, kafka, serdes,
            http.map(server -> new Serving(server, registry::scrape)), clock),
        clock);
    roles.start(workerId, planner::run, planner);
  }

  /// @param workerIds one for each fetcher; they share what they know of the nodes
  void startFetchers(List<String> workerIds, ChainNodes nodes) {
    var pool = nodes.fetching();
    share(pool);
    for (var workerId : workerIds) {
      start(FetcherConfig.withDefaults(topics, nodes.chain(), workerId)
          .withMaxInFlight(pool.worksInFlight()), new RangeKind(), pool.fetches(), pool);
    }
  }

  /// @param workerIds one for each enricher; they share what they and fetchers know of the nodes
  void startEnrichers(List<String> workerIds, ChainNodes nodes) {
    var pool = nodes.fetching();
    share(pool);
    for (var workerId : workerIds) {
      start(FetcherConfig.ofEnricher(topics, nodes.chain(), workerId)
          .withMaxInFlight(pool.worksInFlight()), new EnrichmentKind(), pool.enriches(), pool);
    }
  }

  private <W extends SpecificRecord, O extends SpecificRecord> void start(FetcherConfig config,
      WorkKind<W, O> kind, FetchPool.Fetches<W, O> fetches, FetchPool pool) {
    roles.supervise(config.workerId(), () -> {
      var fetcher = new Fetcher(config, kind, fetches.of(config, serdes, clock),
          pool.endpoints(), serdes, kafka, clock);
      return new SupervisedLoop(fetcher, fetcher, fetcher::turnedAt);
    });
  }

  /// Has this process keep to its share of what nodes allow; once for nodes that it asks.
  private void share(FetchPool pool) {
    if (sharing.add(pool.endpoints().id())) {
      var budget = new SharedBudget(kafka, serdes, topics, pool.endpoints(), clock);
      roles.start("budget-" + sharing.size(), budget, budget);
    }
  }

  /// And what looks after the tables that it writes, and their disks.
  void startSink(String workerId) {
    roles.supervise(workerId, () -> {
      var sink = new SinkLoop(SinkConfig.withDefaults(topics, workerId), serdes, tables(), kafka);
      return new SupervisedLoop(sink::run, sink, sink::turnedAt);
    });
    watch(workerId + "-disks", DISKS, TableChecks::disks);
    watch(workerId + "-duplicates", DUPLICATES, TableChecks::duplicates);
  }

  /// @param rangesPerCycle gaps that it has fetched again in a cycle at most
  /// @param nodes that tell whether blocks still are what they were
  void startGapDetector(String workerId, int rangesPerCycle, List<ChainNodes> nodes) {
    roles.supervise(workerId, () -> {
      var detector = new GapDetector(GapDetectorConfig
          .withDefaults(topics, workerId, options.data().resolve(workerId))
          .withRetry(RetryPolicy.withDefaults().withRangesPerCycle(rangesPerCycle)), serdes, kafka,
          tables(), hashes(nodes));
      return new SupervisedLoop(detector::run, detector, detector::turnedAt);
    });
  }

  /// Over a connection of its own: no worker waits for what takes long.
  private void watch(String worker, Duration interval,
      Function<TableChecks, List<Condition>> checks) {
    var watch = new ConditionWatch(worker, () -> {
      try (var server = ClickHouse.connect(connections.clickHouse().orElseThrow())) {
        return checks.apply(new TableChecks(server));
      }
    }, interval, this::told, clock);
    roles.start(worker, watch, watch);
  }

  private boolean told(LifecycleEvent event) {
    try {
      return events.publish(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void restarted(String workerId, String message) {
    var _ = told(new LifecycleEvent("worker", workerId, "restarted", message, Map.of(),
        clock.instant()));
  }

  /// What nodes tell of the hashes of blocks, by chain.
  static Map<String, ChainHashes> hashes(List<ChainNodes> nodes) {
    return nodes.stream().collect(toMap(ChainNodes::chain, ChainNodes::hashes));
  }

  @Override
  public synchronized ClickHouse tables() {
    var connected = tables;
    if (connected == null) {
      connected = ClickHouse.connect(connections.clickHouse().orElseThrow(() -> CommandException
          .usage("--clickhouse", "this process knows no tables: name their server")));
      tables = connected;
    }
    return connected;
  }

  /// Sets which jobs it is for, and what starts the roles for them once they are submitted.
  void prepare(List<String> jobs, Runnable start) {
    jobIds = List.copyOf(jobs);
    roleStart = start;
  }

  @Override
  public List<String> jobIds() {
    return jobIds;
  }

  @Override
  public Connections connections() {
    return connections;
  }

  @Override
  public List<String> submit(BackfillRequest request) throws InterruptedException {
    var chain = request.chain().or(() -> chainOfNodes).orElseThrow();
    roleStart.run();
    var requests = new JobRequests(kafka, serdes, topics, clock);
    var ids = new ArrayList<String>();
    for (AskedJob job : request.jobs()) {
      ids.add(requests.submit(request.specification(job, chain), job.onComplete()));
    }
    return ids;
  }

  @Override
  public boolean runsJobs() {
    return runsJobs;
  }

  @Override
  public List<String> failures() {
    connections.checkAlive();
    return roles.failures();
  }

  @Override
  public void start() {
    roleStart.run();
  }

  @Override
  public RecordSerdes serdes() {
    return serdes;
  }

  /// Waits until a role or an embedded server ends by itself.
  ///
  /// @throws CommandException when that has happened
  void awaitFailure() throws InterruptedException {
    while (!roles.awaitFailure(CHECK)) {
      connections.checkAlive();
    }
    throw CommandException.failed(String.join("; ", roles.failures()));
  }

  @Override
  public void close() {
    roles.close();
    owned.forEach(ChainNodes::close);
    if (tables != null) {
      tables.close();
    }
    connections.close();
  }
}
