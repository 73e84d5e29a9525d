package io.gapless.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.NodeClients;
import io.gapless.fetcher.Fetcher;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.gapdetector.GapDetector;
import io.gapless.gapdetector.GapDetectorConfig;
import io.gapless.planner.Hosting;
import io.gapless.planner.Planner;
import io.gapless.planner.PlannerConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.SinkLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Roles with their usual settings on topics that nobody used before.
public final class Pipeline implements AutoCloseable {

  /// Fetchers that a backfill with embedded servers has.
  public static final int FETCHERS = 2;
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int MAX_ATTEMPTS = 5;

  private final Servers servers;
  private final Node node;
  private final NodeClients clients;
  private final Topics topics;
  private final Workers workers = new Workers();

  /// Creates the topics, whose names begin with `prefix`.
  public Pipeline(Servers servers, Node node, String prefix) {
    this.servers = servers;
    this.node = node;
    topics = new Topics(prefix, Map.of(), (short) -1);
    servers.createTopics(topics, node.chain());
    clients = node.connect();
  }

  /// The topics of this pipeline alone.
  public Topics topics() {
    return topics;
  }

  /// Starts fetchers that know nothing of the node yet.
  public void startFetchers() {
    for (int slot = 0; slot < FETCHERS; slot++) {
      var id = "bench-fetcher-" + slot;
      var config = FetcherConfig.withDefaults(topics, node.chain(), id);
      var fetch = clients.fetch(topics, servers.serdes(), id);
      var fetcher = new Fetcher(config, new RangeKind(), fetch, clients.pool(), servers.serdes(),
          servers.kafka(),
          CLOCK);
      workers.start(id, fetcher, fetcher);
    }
  }

  /// Starts a sink, which tells how far it is.
  public SinkLoop startSink() {
    return workers.startSink(servers, topics);
  }

  /// Starts a gap detector.
  ///
  /// @param folder for its state
  public void startGapDetector(Path folder) {
    var id = "bench-gap-detector-0";
    var detector = new GapDetector(GapDetectorConfig.withDefaults(topics, id, folder),
        servers.serdes(), servers.kafka(), servers.tables());
    workers.start(id, detector::run, detector);
  }

  /// Starts a planner that leaves works in their topic, to be read afterwards.
  public void startPlanner(Path folder) {
    var id = "bench-planner-0";
    var usual = PlannerConfig.withDefaults(id, topics, folder);
    var planner = new Planner(
        new PlannerConfig(id, topics, folder, usual.maxOutstanding(), usual.sizing(),
            usual.fetcherPatience(), Duration.ZERO, usual.finalityDepth(),
            usual.monitor()),
        servers.serdes(), servers.kafka(), Map.of(node.chain(), clients.clock()),
        new EngineMetrics(new SimpleMeterRegistry()), Hosting.NONE, CLOCK);
    workers.start(id, planner::run, planner);
  }

  /// Waits until every fetcher knows its partitions, and sink and gap detector where they run.
  public void awaitMembers(boolean fetchersAlone) throws InterruptedException {
    var fetchers = topics.fetcherGroup(node.chain());
    try (var admin = Admin.create(servers.kafka())) {
      if (fetchersAlone) {
        workers.awaitGroups(admin, List.of(fetchers), List.of(FETCHERS));
      } else {
        workers.awaitGroups(admin,
            List.of(fetchers, topics.sinkGroup(), topics.prefix() + "gap-detector"),
            List.of(FETCHERS, 1, 1));
      }
    }
  }

  /// Asks for the whole chain.
  public void submit() throws InterruptedException {
    var specification = JobSpecification.newBuilder().setChain(node.chain())
        .setDatasets(List.copyOf(node.rows().keySet())).setContracts(List.of())
        .setFrom(Long.toString(node.blocks().first()))
        .setTo(Long.toString(node.blocks().last())).setRangeSize(null).setVerify(node.verify())
        .setCorroborate(false).setMaxAttempts(MAX_ATTEMPTS).build();
    var requestId = UUID.randomUUID().toString();
    var request = JobRequest.newBuilder().setRequestId(requestId).setAction(JobAction.SUBMIT)
        .setJobId("").setSpecification(specification).setRequestedAt(CLOCK.instant()).build();
    try (var producer = new KafkaProducer<byte[], byte[]>(servers.kafka(),
        new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.requests(), requestId.getBytes(UTF_8),
          servers.serdes().encode(topics.requests(), request))).get();
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("the job was not submitted: " + e.getMessage(), e);
    }
  }

  /// Waits for something that the roles do.
  ///
  /// @throws BenchmarkFailedException if one of them ends by itself, or it takes too long
  public void await(String what, Duration patience, BooleanSupplier done)
      throws InterruptedException {
    workers.await(what, patience, done);
  }

  @Override
  public void close() {
    try {
      workers.close();
    } finally {
      clients.close();
    }
  }
}
