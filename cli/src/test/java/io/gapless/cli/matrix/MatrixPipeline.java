package io.gapless.cli.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.services.Connections;
import io.gapless.fetcher.Fetcher;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.evm.EvmFetch;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.gapdetector.GapDetector;
import io.gapless.gapdetector.GapDetectorConfig;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.audit.EvmChainHashes;
import io.gapless.gapdetector.coverage.RetryPolicy;
import io.gapless.planner.Hosting;
import io.gapless.planner.Planner;
import io.gapless.planner.PlannerConfig;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.EvmChainClock;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.sink.SinkConfig;
import io.gapless.sink.SinkLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// One planner, sink and gap detector for many chains, and a fetcher for each chain while it is
/// backfilled.
final class MatrixPipeline implements AutoCloseable {

  private static final int ATTEMPTS = 2;
  /// As usual, but nodes that fail again and again are soon asked again.
  private static final GovernorSettings GOVERNOR = new GovernorSettings(200, 20_000, 16, 128, 5,
      Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofHours(1));

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics = new Topics("matrix.", Map.of("work", 2), (short) -1);
  private final ClickHouse clickHouse;
  private final Duration patience;
  private final InstantSource clock = InstantSource.system();
  private final Deque<Runnable> running = new ArrayDeque<>();

  /// @param patience so long a leaf goes without an answer
  /// @param setups one for each chain
  MatrixPipeline(Connections servers, Path folder, Duration patience, List<Setup> setups)
      throws InterruptedException {
    this.patience = patience;
    kafka = servers.kafkaClient(Map.of());
    serdes = new RecordSerdes(servers.registry().orElseThrow());
    clickHouse = ClickHouse.connect(servers.clickHouse().orElseThrow());
    clickHouse.createTables();
    try (var admin = Admin.create(kafka)) {
      topics.create(admin, Datasets.all().topics(), setups.stream().map(Setup::chain).toList());
    }
    var clocks = new HashMap<String, ChainClock>();
    var hashes = new HashMap<String, ChainHashes>();
    for (var setup : setups) {
      clocks.put(setup.chain(), EvmChainClock.of(setup.chain(),
          pool(List.of(setup.sound())), 3, Duration.ofMillis(200)));
      hashes.put(setup.chain(), new EvmChainHashes(pool(setup.nodes())));
    }
    var sink = new SinkLoop(SinkConfig.withDefaults(topics, "matrix-sink-0"), serdes, clickHouse,
        kafka);
    start("sink", sink::run, sink::close);
    var detector = new GapDetector(
        GapDetectorConfig.withDefaults(topics, "matrix-gap-detector-0", folder).withRetry(
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 100,
                Duration.ofSeconds(5))),
        serdes, kafka, clickHouse, hashes);
    start("gap-detector", detector::run, detector::close);
    var planner = new Planner(
        PlannerConfig.withDefaults("matrix-planner-0", topics, folder.resolve("planner")), serdes,
        kafka, clocks, new EngineMetrics(new SimpleMeterRegistry()), Hosting.NONE, clock);
    start("planner", planner::run, planner::close);
  }

  ClickHouse clickHouse() {
    return clickHouse;
  }

  /// Reads the jobs.
  JobTopics jobs() throws InterruptedException {
    return new JobTopics(kafka, serdes, topics, clock);
  }

  /// Starts a fetcher for the chain of a combination.
  Runnable startFetcher(Combination combination, List<EvmSimulator> nodes) {
    var config = FetcherConfig.withDefaults(topics, "evm-" + combination.chainId(),
        "matrix-fetcher-" + combination.number()).withBounds(4, 16L << 20, patience);
    var pool = pool(nodes);
    var fetch = new EvmFetch(pool, config.chain(), topics, serdes, config.workerId(), clock,
        patience);
    var fetcher = new Fetcher(config, new RangeKind(), fetch, pool, serdes, kafka, clock);
    var thread = Thread.ofPlatform().name("fetcher-" + combination.number()).start(fetcher);
    return () -> {
      fetcher.close();
      join(thread);
    };
  }

  /// Asks for the whole chain of a combination; returns the request's id.
  String submit(Combination combination) throws Exception {
    var id = "matrix-" + combination.number();
    var specification = JobSpecification.newBuilder().setChain("evm-" + combination.chainId())
        .setDatasets(Datasets.all().usual("evm").stream().map(dataset -> dataset.name()).toList())
        .setContracts(List.of()).setFrom("0").setTo(Integer.toString(Combination.BLOCKS - 1))
        .setRangeSize((long) Combination.LEAF).setVerify(Verdict.HEAD).setMaxAttempts(ATTEMPTS)
        .build();
    combination.how().set(specification);
    var request = JobRequest.newBuilder().setRequestId(id).setAction(JobAction.SUBMIT)
        .setJobId("").setSpecification(specification).setRequestedAt(clock.instant()).build();
    try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.requests(), id.getBytes(UTF_8),
          serdes.encode(topics.requests(), request))).get();
    }
    return id;
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().run();
    }
    clickHouse.close();
  }

  private void start(String name, Runnable loop, Runnable stop) {
    var thread = Thread.ofPlatform().name(name).start(loop);
    running.push(() -> {
      stop.run();
      join(thread);
    });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static EndpointPool<EvmClient> pool(List<EvmSimulator> nodes) {
    return new EndpointPool<>(clients(nodes), GOVERNOR, System::nanoTime);
  }

  private static Map<Endpoint, EvmClient> clients(List<EvmSimulator> nodes) {
    var http = EvmClient.connections(Duration.ofSeconds(5));
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (URI url : nodes.stream().map(EvmSimulator::url).toList()) {
      var endpoint = Endpoint.of(url.toString());
      clients.put(endpoint, new EvmClient(endpoint, http, EvmSettings.DEFAULT, classifier));
    }
    return clients;
  }
}
