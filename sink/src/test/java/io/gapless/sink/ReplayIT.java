package io.gapless.sink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.schemas.topic.TopicsUnavailableException;
import io.gapless.sink.FakeTables.Fate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A replay on a real broker, into tables in memory.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ReplayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TABLE = Transfers.DATASET.table();
  /// Not long ago, or the broker deletes what is older than the topic keeps.
  private static final long BEFORE = System.currentTimeMillis() - 3_600_000;
  private static final long AFTER = BEFORE + 60_000;
  @TempDir
  static Path folder;
  private static KafkaBroker broker;
  private static Map<String, Object> kafka;

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final FakeTables tables = new FakeTables();
  private Topics topics;
  private String topic;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(folder, 0);
    // closing a consumer waits for the fetch that is under way
    kafka = Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".",
        Map.of("transfers.erc20", 3), (short) 1);
    topic = topics.named("transfers.erc20");
    try (var admin = Admin.create(kafka)) {
      topics.create(admin, Datasets.all().topics(), List.of());
    }
  }

  @Test
  void everyCommittedRecordIsInsertedAndItEndsByItselfThoughMarkersEndThePartitions() {
    produce(0, 1_000, "one", BEFORE, true);
    produce(1_000, 1_500, "one", BEFORE, false);

    var counts = replay(all());

    assertThat(tables.keys(TABLE)).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(counts.read()).isEqualTo(1_000);
    assertThat(counts.rows()).isEqualTo(1_000);
    assertThat(counts.passed()).isEqualTo(counts.offsets()).isGreaterThan(1_500);
  }

  @Test
  void neitherMovesTheSinksGroupNorLeavesOneOfItsOwn() throws Exception {
    produce(0, 100, "one", BEFORE, true);
    var partition = new TopicPartition(topic, 0);
    try (var admin = Admin.create(kafka)) {
      admin.alterConsumerGroupOffsets(topics.sinkGroup(),
          Map.of(partition, new OffsetAndMetadata(7))).all().get();

      replay(all());

      assertThat(admin.listConsumerGroupOffsets(topics.sinkGroup())
          .partitionsToOffsetAndMetadata().get())
          .containsExactly(Map.entry(partition, new OffsetAndMetadata(7)));
      assertThat(admin.listGroups().all().get())
          .noneMatch(group -> group.groupId().startsWith(topics.named("replay.")));
    }
  }

  @Test
  void onlyRecordsOfTheJobAreInserted() {
    produce(0, 300, "one", BEFORE, true);
    produce(300, 500, "another", BEFORE, true);

    var counts = replay(new ReplayRequest(Transfers.DATASET, Optional.of("another"),
        Optional.empty()));

    assertThat(tables.keys(TABLE)).hasSize(200).allMatch(key -> Integer.parseInt(key.get(1)) >= 30);
    assertThat(counts.read()).isEqualTo(500);
    assertThat(counts.rows()).isEqualTo(200);
  }

  @Test
  void onlyRecordsWrittenSinceATimeAreInserted() {
    produce(0, 300, "one", BEFORE, true);
    produce(300, 500, "one", AFTER, true);
    produce(500, 600, "one", BEFORE, true);

    replay(since(AFTER));
    assertThat(tables.keys(TABLE)).hasSize(200).allMatch(key -> Integer.parseInt(key.get(1)) >= 30);

    assertThat(replay(since(AFTER + 1)).rows()).isZero();
  }

  @Test
  void whatCannotBeReadIsSetAsideAndStopsNothing() throws Exception {
    produce(0, 10, "one", BEFORE, true);
    try (var producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, "evm-1/0".getBytes(StandardCharsets.UTF_8),
          new byte[]{1, 2, 3})).get();
    }

    var counts = replay(all());

    assertThat(counts.rows()).isEqualTo(10);
    assertThat(counts.read()).isEqualTo(11);
    assertThat(counts.unreadable()).isEqualTo(1);
    try (var admin = Admin.create(kafka)) {
      var letters = new TopicPartition(topics.deadLetter(), 0);
      assertThat(admin.listOffsets(Map.of(letters, OffsetSpec.latest())).partitionResult(letters)
          .get().offset()).isEqualTo(1);
    }
  }

  @Test
  void recordsThatAreDeletedAreNotWaitedFor() throws Exception {
    produce(0, 300, "one", BEFORE, true);
    try (var admin = Admin.create(kafka)) {
      for (int n = 0; n < 3; n++) {
        admin.deleteRecords(Map.of(new TopicPartition(topic, n),
            RecordsToDelete.beforeOffset(n == 0 ? -1 : 20))).all().get();
      }
    }

    var counts = replay(all());

    assertThat(counts.read()).isEqualTo(counts.rows()).isEqualTo(160);
  }

  @Test
  void anInsertThatIsLostIsRepeated() {
    produce(0, 300, "one", BEFORE, true);
    tables.next(Fate.LOST, Fate.TOKEN_WITHOUT_ROWS);

    replay(all());

    assertThat(tables.keys(TABLE)).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void endsSoonWhereItIsClosed() {
    produce(0, 300, "one", BEFORE, true);
    tables.next(Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST,
        Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST);
    var replay = of(all());
    var run = new FutureTask<>(replay::run);
    Thread.ofPlatform().start(run);
    await().atMost(PATIENCE).until(() -> tables.inserts() > 0);

    replay.close();

    await().atMost(PATIENCE).until(run::isDone);
    assertThat(run.resultNow()).isFalse();
  }

  @Test
  void aTableThatRefusesEndsIt() {
    produce(0, 10, "one", BEFORE, true);
    tables.next(Fate.REFUSED, Fate.REFUSED, Fate.REFUSED);

    assertThatThrownBy(() -> replay(all())).isInstanceOf(SinkException.class)
        .hasMessageContaining("not allowed");
  }

  @Test
  void saysThatThereIsNoTopic() {
    topics = new Topics("nobody.", Map.of(), (short) 1);

    assertThatThrownBy(() -> replay(all())).isInstanceOf(TopicsUnavailableException.class)
        .hasMessageStartingWith("there is no topic nobody.transfers.erc20");
  }

  @Test
  void heartbeatsBelongToNoJob() {
    assertThatThrownBy(() -> new ReplayRequest(Datasets.all().named("heartbeats"),
        Optional.of("one"), Optional.empty())).hasMessage("records of heartbeats belong to no job");
  }

  private static ReplayRequest all() {
    return new ReplayRequest(Transfers.DATASET, Optional.empty(), Optional.empty());
  }

  private static ReplayRequest since(long millis) {
    return new ReplayRequest(Transfers.DATASET, Optional.empty(),
        Optional.of(Instant.ofEpochMilli(millis)));
  }

  private ReplayCounts replay(ReplayRequest request) {
    try (var replay = of(request)) {
      assertThat(replay.run()).isTrue();
      return replay.counts();
    }
  }

  private Replay of(ReplayRequest request) {
    var config = new SinkConfig(topics, "test-replay", 60, 1 << 20, Duration.ofMillis(100),
        8 << 20, 4);
    return new Replay(request, config, serdes, tables, kafka);
  }

  /// Ten records a block, a third of the blocks in each partition.
  private void produce(int first, int end, String job, long timestamp, boolean commit) {
    try (var producer =
        producer(Map.of("transactional.id", topics.prefix() + first, "linger.ms", 5))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int n = first; n < end; n++) {
        var transfer = Transfers.transfer(n);
        transfer.setJobId(job);
        var _ = producer.send(new ProducerRecord<>(topic, n / 10 % 3, timestamp,
            ("evm-1/" + n / 10).getBytes(StandardCharsets.UTF_8), serdes.encode(topic, transfer)));
      }
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.flush();
        producer.abortTransaction();
      }
    }
    awaitMarkers();
  }

  /// The broker answers before each partition has the transaction's marker.
  private void awaitMarkers() {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (int n = 0; n < 3; n++) {
      ends.put(new TopicPartition(topic, n), OffsetSpec.latest());
    }
    try (var admin = Admin.create(kafka)) {
      await().atMost(PATIENCE).until(() -> {
        var committed =
            admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all()
                .get();
        var written = admin.listOffsets(ends).all().get();
        return ends.keySet().stream().allMatch(
            partition -> requireNonNull(committed.get(partition)).offset() == requireNonNull(
                written.get(partition)).offset());
      });
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
