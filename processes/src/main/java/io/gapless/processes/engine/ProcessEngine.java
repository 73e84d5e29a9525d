package io.gapless.processes.engine;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.TopicsUnavailableException;
import io.gapless.schemas.worker.Faults;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine of processes. Several on one broker share the processes among them.
///
/// ```java
/// try (var engine = ProcessEngine.start(config, List.of(Namespace.of("orders", orders)), serdes,
///     kafka, metrics)) {
///   engine.processes().init(new ProcessId("orders", "42"), Request.of("three apples"));
/// }
/// ```
public final class ProcessEngine implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProcessEngine.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final Duration CONFIGURE = Duration.ofSeconds(60);

  private final KafkaProducer<byte[], byte[]> producer;
  private final ReplyDesk desk;
  private final Questions questions;
  private final StepRunner steps;
  private final KafkaStreams streams;
  private final LogWatch watch;
  private final LocalProcesses processes;
  private final KafkaStreamsMetrics streamsMetrics;
  private final CountDownLatch leave = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private ProcessEngine(EngineConfig config, List<Namespace> namespaces, RecordSerdes serdes,
      Map<String, Object> kafka, EngineMetrics metrics,
      Function<EngineParts, Topology> topology) {
    var topics = config.topics();
    var node = EngineNode.of(config.node(), topics);
    producer = CommandProducer.of(kafka);
    desk = new ReplyDesk(kafka, producer, serdes, topics.replies(), node.replyPartition());
    var commands = new KafkaCommandLog(producer, serdes, topics.commands(),
        (command, took) -> {
          if (command.getBody() instanceof AskStep ask) {
            metrics.requestPrepared(command.getNamespace(), ask.getOperation(), took);
          }
        });
    questions = new Questions(node.name(), node.replyPartition(), commands);
    steps = new StepRunner(namespaces, commands,
        new KnownTopics(producer)::partitions, metrics);
    var hosts = new Hosts();
    var parts = new EngineParts(config.node(), topics, serdes, SinkEncoder.avro(serdes), commands,
        steps, questions, desk, hosts, metrics);
    streams = new KafkaStreams(topology.apply(parts), properties(config, kafka));
    streams.setUncaughtExceptionHandler(this::answer);
    var ends = new LogEnds();
    watch = LogWatch.of(kafka, topics, ends);
    processes = new LocalProcesses(
        namespaces.stream().collect(Collectors.toMap(Namespace::name, Function.identity())),
        new LoggedReads(questions, topics.partitions(), Thread::sleep), questions,
        new LocalState(hosts,
            new StandbyReads(new StreamsCopies(streams), ends, System::nanoTime, metrics),
            new EngineHealth(failure::get, streams::state, watch, hosts)::trouble),
        metrics);
    steps.waiting().forEach(
        (namespace, waiting) -> metrics.gauge("steps.waiting", waiting, "namespace", namespace));
    metrics.gauge("steps.under.way", steps::underWay);
    metrics.gauge("questions.open", questions::open);
    metrics.gauge("commands.waiting", () -> hosts.behind(ends));
    streamsMetrics = metrics.measure(streams);
    Thread.ofPlatform().name("replies").start(() -> desk.run(questions));
    Thread.ofPlatform().name("log-ends").start(watch::run);
    streams.start();
  }

  /// Starts an engine; returns when its namespaces can be used.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @throws TopicsUnavailableException if the broker refuses or cannot be reached
  /// @throws EngineUnavailableException if the namespaces are not ready within a minute
  public static ProcessEngine start(EngineConfig config, List<Namespace> namespaces,
      RecordSerdes serdes, Map<String, Object> kafka, EngineMetrics metrics) {
    return start(config, namespaces, serdes, kafka, metrics, EngineTopology::of);
  }

  static ProcessEngine start(EngineConfig config, List<Namespace> namespaces,
      RecordSerdes serdes, Map<String, Object> kafka, EngineMetrics metrics,
      Function<EngineParts, Topology> topology) {
    try (var admin = Admin.create(new HashMap<>(kafka))) {
      config.topics().create(admin, namespaces.stream()
          .flatMap(namespace -> Stream.of(namespace.eventsTopic(), namespace.lifecycleTopic()))
          .filter(Objects::nonNull).toList());
    }
    var engine = new ProcessEngine(config, namespaces, serdes, kafka, metrics, topology);
    boolean isReady = false;
    try {
      configure(engine.questions, config.topics().partitions(), namespaces);
      isReady = true;
      return engine;
    } finally {
      if (!isReady) {
        engine.close();
      }
    }
  }

  /// What can be asked of its processes.
  public Processes processes() {
    return processes;
  }

  /// Whether a process, if there is one, lives here: of several engines at most one says so.
  public boolean owns(ProcessId id) {
    return processes.owns(id);
  }

  /// Why it stopped by itself; null while it runs.
  public @Nullable Throwable failure() {
    return failure.get();
  }

  /// Stops; what is under way is executed again by whoever takes over.
  @Override
  public void close() {
    leave.countDown();
    steps.close();
    streamsMetrics.close();
    streams.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(
        CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    desk.close();
    watch.close();
    producer.close(CLOSE);
  }

  /// Settings go through the log of every partition: the state depends on them.
  private static void configure(Questions questions, int partitions, List<Namespace> namespaces) {
    try {
      for (Namespace namespace : namespaces) {
        for (int partition = 0; partition < partitions; partition++) {
          var _ = questions.ask(namespace.name(), Map.of(partition, namespace.settings()),
              CONFIGURE);
        }
      }
    } catch (ProcessException e) {
      throw new EngineUnavailableException("the namespaces cannot be set up: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineUnavailableException("interrupted while the namespaces were set up", e);
    }
  }

  private StreamThreadExceptionResponse answer(Throwable fault) {
    if (Faults.isPassing(fault)) {
      log.warn("applying commands was interrupted, goes on from the last commit: {}",
          Faults.reason(fault));
      try {
        if (!leave.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    failure.compareAndSet(null, fault);
    log.error("the engine of processes stops: {}", Faults.reason(fault), fault);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static Properties properties(EngineConfig config, Map<String, Object> kafka) {
    var properties = new Properties();
    properties.putAll(kafka);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.topics().prefix() + "processes");
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, config.node());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    // measured: a cache before the store halves the steps a second
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10L);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replication());
    // whoever reads a copy counts on the changelog's order, as far back as copies are read
    properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG),
        Long.toString(LogEnds.LONGEST.multipliedBy(2).toMillis()));
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateMemory.class);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest");
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) EngineConfig.SESSION.toMillis());
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        2_000);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        10_000);
    // what follows the first batch of a transaction is refused as out of order, and what begins one
    // while the last is being ended waits for the back-off: at the defaults, most of the time
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 100);
    properties
        .put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return properties;
  }
}
