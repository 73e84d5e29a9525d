package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.FakeTables.Fate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A sink on a real broker, with tables in memory that fail as they are told.
@Execution(ExecutionMode.CONCURRENT)
class SinkLoopIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TABLE = Transfers.DATASET.table();
  private static final String COVERAGE = "range_coverage";
  @TempDir
  static Path folder;
  private static KafkaBroker broker;
  private static Map<String, Object> kafka;

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final FakeTables tables = new FakeTables();
  private final List<Running> started = new ArrayList<>();
  private Topics topics;
  private String topic;

  /// A sink and the thread that it runs in.
  private record Running(SinkLoop loop, FutureTask<Void> run) {}

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
        Map.of("transfers.erc20", 2), (short) 1);
    topic = topics.named("transfers.erc20");
    try (var admin = Admin.create(kafka)) {
      topics.create(admin, Datasets.all().topics(), List.of());
    }
  }

  @AfterEach
  void closeSinks() {
    started.forEach(running -> running.loop.close());
  }

  @Test
  void everyCommittedRecordIsInItsTableOnce() {
    produce(0, 1_000);
    produceAborted(5_000);
    start();
    produce(1_000, 2_000);

    awaitRows(2_000);
    assertThat(tables.keys(TABLE)).doesNotHaveDuplicates();
  }

  @Test
  void aSinkThatDiesAfterItsIntentIsFollowedByOneThatInsertsTheSame() {
    var counts = diesAt(Fate.LOST);

    assertThat(counts.mended()).isEqualTo(counts.recovered());
  }

  @Test
  void aSinkThatDiesAfterItsInsertIsFollowedByOneThatDoesNotRepeatIt() {
    var counts = diesAt(Fate.ARRIVES_UNANSWERED);

    assertThat(counts.mended()).isEqualTo(counts.recovered() - 1);
  }

  @Test
  void aRememberedTokenWithoutRowsIsMended() {
    var counts = diesAt(Fate.TOKEN_WITHOUT_ROWS);

    assertThat(counts.mended()).isEqualTo(counts.recovered());
  }

  @Test
  void aSinkThatIsClosedLeavesNothingTwice() {
    produce(0, 500);
    var first = start();
    awaitRows(500);
    first.loop.close();
    produce(500, 900);

    start();

    awaitRows(900);
    assertThat(tables.keys(TABLE)).doesNotHaveDuplicates();
  }

  @Test
  void sinksShareThePartitionsAndTakeOverFromEachOther() {
    var first = start();
    produce(0, 2_000);
    start();
    produce(2_000, 4_000);
    awaitRows(4_000);
    first.loop.close();
    produce(4_000, 6_000);

    awaitRows(6_000);
    assertThat(tables.keys(TABLE)).doesNotHaveDuplicates();
  }

  @Test
  void anIntentIsIgnoredAfterAnOperatorResetTheOffsets() throws Exception {
    produce(0, 300);
    var first = start();
    awaitRows(300);
    awaitCommitted();
    first.loop.close();
    resetOffsets();

    start();

    // a replay has tokens of its own, so that nothing is dropped; the table merges it
    await().atMost(PATIENCE).until(() -> tables.keys(TABLE).size() == 600);
  }

  @Test
  void anUnreadableRecordIsSetAsideWholeAndStopsNothing() {
    produce(0, 10);
    var key = "evm-1/0".getBytes(StandardCharsets.UTF_8);
    var bad = "not a record".getBytes(StandardCharsets.UTF_8);
    try (var producer = producer(Map.of())) {
      var _ = producer.send(new ProducerRecord<>(topic, 0, key, bad));
    }
    produce(10, 20);

    var sink = start();

    awaitRows(20);
    await().atMost(PATIENCE).until(() -> sink.loop.counts().unreadable() == 1);
    var letter = firstDeadLetter();
    assertThat(letter.getSource()).isEqualTo(topic);
    assertThat(letter.getValue().array()).isEqualTo(bad);
    assertThat(letter.getReason()).contains("no Confluent header");
  }

  @Test
  void aSinkThatIsRefusedEndsWithOneLine() {
    produce(0, 1);
    tables.next(Fate.REFUSED, Fate.REFUSED, Fate.REFUSED, Fate.REFUSED);

    var sink = start();

    await().atMost(PATIENCE).until(sink.run::isDone);
    assertThat(sink.run.exceptionNow()).isInstanceOf(SinkException.class)
        .hasMessageContaining("not allowed");
  }

  @Test
  void heartbeatsReachTheirTable() {
    start();

    await().atMost(PATIENCE).until(() -> !tables.keys("heartbeats").isEmpty());
    assertThat(tables.keys(COVERAGE)).isEmpty();
  }

  /// Lets a sink die in its first insert of a batch, and another take over.
  ///
  /// @return what the other has done once all rows are there
  private SinkCounts diesAt(Fate fate) {
    produce(0, 800);
    var inTheInsert = new CountDownLatch(1);
    var isFirst = new AtomicBoolean(true);
    tables.next(fate);
    tables.beforeInsert(() -> {
      if (!isFirst.compareAndSet(true, false)) {
        inTheInsert.countDown();
        awaitForever();
      }
    });
    var first = start();
    await().atMost(PATIENCE).until(() -> tables.inserts() == 1);
    await().atMost(PATIENCE).until(() -> inTheInsert.getCount() == 0);
    // its inserts never end: their intents stay
    first.loop.close();
    tables.beforeInsert(() -> {});

    var second = start();

    awaitRows(800);
    await().atMost(PATIENCE).until(() -> second.loop.counts().recovered() >= 1);
    assertThat(tables.keys(TABLE)).doesNotHaveDuplicates();
    return second.loop.counts();
  }

  private static void awaitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Running start() {
    var config = new SinkConfig(topics, "test-sink-" + started.size(), 400, 1 << 20,
        Duration.ofMillis(100), 8 << 20, 4);
    var loop = new SinkLoop(config, serdes, tables, kafka, InstantSource.system());
    var run = new FutureTask<Void>(loop::run, null);
    Thread.ofPlatform().name(config.workerId()).start(run);
    var running = new Running(loop, run);
    started.add(running);
    return running;
  }

  private void awaitRows(int rows) {
    await().atMost(PATIENCE).failFast("a sink ended by itself", this::oneEnded)
        .untilAsserted(() -> assertThat(tables.keys(TABLE)).hasSize(rows));
  }

  private boolean oneEnded() {
    return started.stream().map(Running::run).anyMatch(
        run -> run.isDone() && run.state() == Future.State.FAILED);
  }

  private void produce(int first, int end) {
    try (var producer = producer(Map.of("transactional.id", topics.prefix() + first))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, first, end);
      producer.commitTransaction();
    }
  }

  private void produceAborted(int first) {
    try (var producer = producer(Map.of("transactional.id", topics.prefix() + first))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, first, first + 100);
      producer.flush();
      producer.abortTransaction();
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int first, int end) {
    for (int n = first; n < end; n++) {
      var key = ("evm-1/" + n / 10).getBytes(StandardCharsets.UTF_8);
      var _ = producer.send(new ProducerRecord<>(topic, n / 10 % 2, key,
          serdes.encode(topic, Transfers.transfer(n))));
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private DeadLetter firstDeadLetter() {
    try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topics.deadLetter(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var letters = await().atMost(PATIENCE).until(() -> consumer.poll(Duration.ofSeconds(1)),
          records -> !records.isEmpty());
      return serdes.decode(topics.deadLetter(), letters.iterator().next().value(),
          DeadLetter.class);
    }
  }

  private void awaitCommitted() {
    try (var admin = Admin.create(kafka)) {
      await().atMost(PATIENCE).until(() -> {
        var commits = admin.listConsumerGroupOffsets(topics.sinkGroup())
            .partitionsToOffsetAndMetadata().get();
        return IntStream.range(0, 2).mapToObj(n -> commits.get(new TopicPartition(topic, n)))
            .allMatch(commit -> commit != null && commit.metadata().isEmpty()
                && commit.offset() >= 150);
      });
    }
  }

  private void resetOffsets() throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(kafka)) {
      // as an operator's tool might, with the metadata of an intent that was for other offsets
      var stale = new OffsetAndMetadata(0,
          new Intent(100, 150).commit().metadata());
      admin.alterConsumerGroupOffsets(topics.sinkGroup(),
          Map.of(new TopicPartition(topic, 0), stale, new TopicPartition(topic, 1), stale)).all()
          .get();
    }
  }
}
