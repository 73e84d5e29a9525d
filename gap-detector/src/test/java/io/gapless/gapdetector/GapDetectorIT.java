package io.gapless.gapdetector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.gapdetector.audit.CoveredLeaf;
import io.gapless.gapdetector.audit.LeafRows;
import io.gapless.gapdetector.audit.TableCounts;
import io.gapless.gapdetector.coverage.RetryPolicy;
import io.gapless.gapdetector.coverage.Samples;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gap detector on a real broker; planner, fetcher, sink and tables are played by the test.
class GapDetectorIT {

  private static final Topics TOPICS =
      new Topics("gapless.", Map.of("work", 4, "coverage", 2), (short) 1);
  private static final String WORK = TOPICS.work("evm-1");
  private static final String OUTPUT = TOPICS.named("transfers.erc20");

  @TempDir
  Path folder;
  private final RegistryClientFacade registry = new InMemoryRegistry();
  private final RecordSerdes serdes = new RecordSerdes(registry);
  private final FakeTable table = new FakeTable();

  @Test
  void fillsGapsAndCallsAJobCompleteOnceTheTableHoldsIt() throws Exception {
    try (var broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      // closing a consumer waits for the fetch that is under way
      Map<String, Object> kafka =
          Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50);
      try (var admin = Admin.create(new HashMap<>(kafka));
          var producer = new KafkaProducer<>(transactional(kafka), new ByteArraySerializer(),
              new ByteArraySerializer())) {
        TOPICS.create(admin, List.of("transfers.erc20"), List.of("evm-1"));
        producer.initTransactions();
        try (var _ = run(kafka, serdes)) {
          plan(producer);
          answer(producer, 0, 29, 50);
          passAllWorks(admin, kafka);
          var again = await().atMost(Duration.ofSeconds(60))
              .until(() -> works(kafka, WorkCause.GAP), works -> works.size() == 7);
          assertThat(again).extracting(RangeWork::getAttempt).containsOnly(2);
        }
        // a later gap detector goes on where the first one ended, though no registry answers at first
        try (var _ = run(kafka, new RecordSerdes(away(registry, 5)))) {
          answer(producer, 30, 99, 60);
          await().atMost(Duration.ofSeconds(60))
              .until(() -> verdict(kafka).getBlocksCovered() == 100);
          assertThat(table.asked).isEmpty();

          admin.alterConsumerGroupOffsets(TOPICS.sinkGroup(), sinkOffsets(kafka)).all().get();
          var different = await().atMost(Duration.ofSeconds(60))
              .until(() -> works(kafka, WorkCause.AUDIT), works -> works.size() == 1);
          assertThat(different.getFirst().getFirst()).isEqualTo(90);

          table.rows.put(90L, 10L);
          answer(producer, 90, 99, different.getFirst().getMinVersion());
          await().atMost(Duration.ofSeconds(60)).until(() -> {
            admin.alterConsumerGroupOffsets(TOPICS.sinkGroup(), sinkOffsets(kafka)).all().get();
            return verdict(kafka).getComplete();
          });
          assertThat(verdict(kafka).getGapsFilled()).isEqualTo(8);
        }
      }
    }
  }

  /// A registry that does not answer the first calls.
  private static RegistryClientFacade away(RegistryClientFacade registry, int calls) {
    var left = new AtomicInteger(calls);
    return (RegistryClientFacade) Proxy.newProxyInstance(
        RegistryClientFacade.class.getClassLoader(), new Class<?>[]{RegistryClientFacade.class},
        (proxy, method, arguments) -> {
          if (left.getAndDecrement() > 0) {
            throw new ConnectException("refused");
          }
          return method.invoke(registry, arguments);
        });
  }

  private GapDetector run(Map<String, Object> kafka, RecordSerdes serdes) {
    var config = GapDetectorConfig
        .withDefaults(TOPICS, "host-gap-detector-0", folder.resolve("state"))
        .withRetry(new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), 10,
            Duration.ofSeconds(1)));
    var detector = new GapDetector(config, serdes, kafka, table, Map.of(), InstantSource.system());
    Thread.ofPlatform().name("gap-detector").start(detector::run);
    return detector;
  }

  /// Says that a leaf of ten blocks holds ten rows, but the last one nine until told.
  private static final class FakeTable implements TableCounts {

    private final Map<Long, Long> rows = new ConcurrentHashMap<>(Map.of(90L, 9L));
    private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

    @Override
    public Optional<Duration> timeToLive(Dataset dataset) {
      return Optional.empty();
    }

    @Override
    public long rows(Job job, Dataset dataset) {
      asked.put(job.getJobId(), true);
      return 90 + rows.getOrDefault(90L, 10L);
    }

    @Override
    public Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> leaves,
        boolean digests) {
      asked.put(job.getJobId(), true);
      var found = new HashMap<Long, LeafRows>();
      leaves.forEach(leaf -> found.put(leaf.first(),
          new LeafRows(rows.getOrDefault(leaf.first(), 10L), 0)));
      return found;
    }

    @Override
    public Map<Long, Map<Long, LeafRows>> byVersion(Job job, Dataset dataset,
        List<CoveredLeaf> leaves, boolean digests) {
      return Map.of();
    }

    @Override
    public Map<Long, Long> newestVersions(Job job, Dataset dataset, List<CoveredLeaf> leaves) {
      return Map.of();
    }

    @Override
    public Map<Long, LeafRows> byBlock(Job job, Dataset dataset, CoveredLeaf leaf) {
      return Map.of();
    }

    @Override
    public List<List<Long>> keysOlderThan(Job job, Dataset dataset, CoveredLeaf leaf) {
      return List.of();
    }
  }

  private void plan(KafkaProducer<byte[], byte[]> producer) {
    producer.beginTransaction();
    send(producer, TOPICS.jobs(), null, "job", Samples.job("r1", JobState.RUNNING));
    for (long first = 0; first < 100; first += 10) {
      var work = Samples.work(first, first + 9, 1);
      send(producer, WORK, Topics.workPartition("job", work.getNumber(), 4),
          "job/" + work.getNumber(), work);
    }
    producer.commitTransaction();
  }

  private void answer(KafkaProducer<byte[], byte[]> producer, long first, long last,
      long version) {
    producer.beginTransaction();
    for (long leaf = first; leaf <= last; leaf += 10) {
      var outcome = RangeOutcome.newBuilder(Samples.covered(leaf, leaf + 9, version))
          .setAttempt(2).setOffsets(Map.of(OUTPUT + "-0", version)).build();
      send(producer, TOPICS.coverage(), null, "job/" + leaf, outcome);
    }
    producer.commitTransaction();
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String topic,
      @Nullable Integer partition, String key, SpecificRecord record) {
    var _ = producer.send(new ProducerRecord<>(topic, partition,
        key.getBytes(StandardCharsets.UTF_8), serdes.encode(topic, record)));
  }

  /// Commits past the last work of each partition, which is before the transaction's marker.
  private static void passAllWorks(Admin admin, Map<String, Object> kafka) throws Exception {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    read(kafka, WORK).forEach(record -> offsets.put(new TopicPartition(WORK, record.partition()),
        new OffsetAndMetadata(record.offset() + 1)));
    assertThat(offsets).hasSize(4);
    admin.alterConsumerGroupOffsets(TOPICS.fetcherGroup("evm-1"), offsets).all().get();
  }

  private static Map<TopicPartition, OffsetAndMetadata> sinkOffsets(Map<String, Object> kafka) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    read(kafka, TOPICS.coverage()).forEach(
        record -> offsets.put(new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1)));
    offsets.put(new TopicPartition(OUTPUT, 0), new OffsetAndMetadata(Long.MAX_VALUE / 2));
    return offsets;
  }

  private List<RangeWork> works(Map<String, Object> kafka, WorkCause cause) {
    return read(kafka, WORK).stream()
        .map(record -> serdes.decode(WORK, record.value(), RangeWork.class))
        .filter(work -> work.getCause() == cause).toList();
  }

  private JobVerdict verdict(Map<String, Object> kafka) {
    return serdes.decode(TOPICS.verdicts(), read(kafka, TOPICS.verdicts()).getLast().value(),
        JobVerdict.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Map<String, Object> kafka, String topic) {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    var records =
        new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static Map<String, Object> transactional(Map<String, Object> kafka) {
    var config = new HashMap<>(kafka);
    config.put("transactional.id", "test");
    return config;
  }
}
