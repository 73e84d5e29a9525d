package io.gapless.fetcher.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.schemas.worker.GroupMember;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a worker promises, on whatever broker.
@Execution(ExecutionMode.CONCURRENT)
abstract class WorkLoopContract {

  private static final String CHAIN = "evm-7";
  private static final int PARTITIONS = 4;
  private static final int WORKS = 120;
  private static final int RECORDS_A_WORK = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final List<WorkLoop<?, ?>> loops = new ArrayList<>();
  private final Set<Long> fetched = ConcurrentHashMap.newKeySet();
  private Topics topics = Topics.withDefaults();

  /// `host:port` of the broker.
  abstract String bootstrapServers();

  @BeforeEach
  void createTopics(TestInfo test) {
    topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".",
        Map.of("work", PARTITIONS), (short) -1);
    try (var admin = Admin.create(kafka())) {
      topics.create(admin, List.of("out"), List.of(CHAIN));
    }
  }

  @AfterEach
  void stopLoops() {
    loops.forEach(WorkLoop::close);
  }

  @Test
  void commitsEachWorkOnceWhateverTheOrderTheyFinishIn() {
    publish(WORKS);
    var random = new Random(1);
    var pauses = LongStream.range(0, WORKS).map(n -> random.nextInt(40)).toArray();

    start("a", (work, maxBytes) -> {
      Thread.sleep(pauses[(int) work.getNumber()]);
      return result(work);
    });

    assertEachWorkOnce();
    assertAllCommitted();
  }

  @Test
  void sharesTheWorkAmongMembersThatComeAndGo() {
    publish(WORKS);
    WorkFetch<RangeWork, RangeOutcome> fetch = (work, maxBytes) -> {
      Thread.sleep(work.getNumber() % 15);
      return result(work);
    };

    var first = start("a", fetch);
    await().atMost(LIMIT).until(() -> first.worksDone() > 10);
    start("b", fetch);
    await().atMost(LIMIT).until(() -> fetched.size() > WORKS / 2);
    first.close();

    assertEachWorkOnce();
    assertAllCommitted();
  }

  @Test
  void aSlowWorkHoldsBackNothingAndIsTheOnlyOneFetchedAgain() {
    publish(WORKS);
    var never = new CountDownLatch(1);
    var stuck = start("a", (work, maxBytes) -> {
      if (work.getNumber() == 3) {
        never.await();
      }
      return result(work);
    });
    await().atMost(LIMIT).until(() -> stuck.worksDone() == WORKS - 1);
    stuck.close();
    assertThat(fetched).hasSize(WORKS - 1);
    fetched.clear();

    start("b", (work, maxBytes) -> result(work));

    assertEachWorkOnce();
    assertAllCommitted();
    assertThat(fetched).containsExactly(3L);
  }

  @Test
  void handsBackTheRestOfACutLeaf() {
    publish(1);

    start("a", (work, maxBytes) -> work.getCause() == WorkCause.CUT
        ? result(work)
        : new FetchedWork<>(List.of(), outcome(work, work.getFirst() + 4),
            Optional.of(RangeWork.newBuilder(work).setFirst(work.getFirst() + 5)
                .setCause(WorkCause.CUT).build()),
            List.of(), 0));

    await().atMost(LIMIT).until(() -> outcomes().size() == 2);
    assertThat(outcomes()).extracting(RangeOutcome::getFirst, RangeOutcome::getLast)
        .containsExactlyInAnyOrder(tuple(0L, 4L),
            tuple(5L, 9L));
  }

  @Test
  void turnsABugIntoAnOutcomeAndGoesOn() {
    publish(5);

    start("a", (work, maxBytes) -> {
      if (work.getNumber() == 2) {
        throw new IllegalStateException("a bug");
      }
      return result(work);
    });

    await().atMost(LIMIT).until(() -> outcomes().size() == 5);
    assertThat(outcomes()).filteredOn(outcome -> !outcome.getCovered()).singleElement()
        .satisfies(outcome -> assertThat(outcome.getReason()).contains("a bug"));
  }

  @Test
  void setsAsideWhatIsNotAWork() {
    try (var producer = producer()) {
      var _ = producer.send(new ProducerRecord<>(topics.work(CHAIN), 0, "k".getBytes(UTF_8),
          "not a work".getBytes(UTF_8)));
    }
    publish(3);

    start("a", (work, maxBytes) -> result(work));

    await().atMost(LIMIT).until(() -> outcomes().size() == 3);
    await().atMost(LIMIT).until(() -> read(topics.deadLetter()).size() == 1);
    var letter = serdes.decode(topics.deadLetter(), read(topics.deadLetter()).getFirst(),
        DeadLetter.class);
    assertThat(new String(letter.getValue().array(), UTF_8)).isEqualTo("not a work");
    assertThat(letter.getSource()).isEqualTo(topics.work(CHAIN));
    assertAllCommitted();
  }

  @Test
  void anEvictedMemberLosesItsWorkAndJoinsAgain() throws Exception {
    publish(WORKS);
    var never = new CountDownLatch(1);
    var evicted = new AtomicBoolean();
    var stuck = start("a", (work, maxBytes) -> {
      if (!evicted.get()) {
        never.await();
      }
      return result(work);
    });
    await().atMost(LIMIT).until(() -> stuck.worksInFlight() == 8);
    assertThat(fetched).isEmpty();

    evicted.set(true);
    try (var admin = Admin.create(kafka())) {
      assertThat(GroupMember.evict(admin, topics.fetcherGroup(CHAIN), "a", "it is stuck"))
          .isTrue();
      assertThat(GroupMember.evict(admin, topics.fetcherGroup(CHAIN), "nobody", "it is stuck"))
          .isFalse();
    }
    start("b", (work, maxBytes) -> result(work));

    assertEachWorkOnce();
    assertAllCommitted();
    await().atMost(LIMIT).until(() -> members().equals(Set.of("a", "b")));
  }

  @Test
  void aSuccessorTakesTheSlotOverAtOnce() {
    publish(WORKS);
    var never = new CountDownLatch(1);
    var former = loop("a", (work, maxBytes) -> {
      never.await();
      return result(work);
    });
    var ended = new CompletableFuture<Throwable>();
    Thread.ofPlatform().name("former").start(() -> {
      try {
        former.run();
        ended.complete(new AssertionError("it was not fenced"));
      } catch (RuntimeException e) {
        ended.complete(e);
      }
    });
    await().atMost(LIMIT).until(() -> former.worksInFlight() == 8);

    start("a", (work, maxBytes) -> result(work));

    assertEachWorkOnce();
    assertAllCommitted();
    assertThat(ended).succeedsWithin(LIMIT).isInstanceOf(WorkerFencedException.class);
  }

  private Set<String> members() throws Exception {
    try (var admin = Admin.create(kafka())) {
      return admin.describeConsumerGroups(List.of(topics.fetcherGroup(CHAIN))).all().get().values()
          .stream().flatMap(group -> group.members().stream())
          .map(member -> member.groupInstanceId().orElse("")).collect(Collectors.toSet());
    }
  }

  private WorkLoop<RangeWork, RangeOutcome> start(String slot,
      WorkFetch<RangeWork, RangeOutcome> fetch) {
    var loop = loop(slot, fetch);
    Thread.ofPlatform().name(slot).start(loop);
    return loop;
  }

  private WorkLoop<RangeWork, RangeOutcome> loop(String slot,
      WorkFetch<RangeWork, RangeOutcome> fetch) {
    var config = new WorkLoopConfig(topics, topics.work(CHAIN), topics.fetcherGroup(CHAIN), slot,
        topics.prefix() + slot, 8, 8_000_000, 2_000_000, Duration.ofMillis(100));
    var loop =
        new WorkLoop<>(config, new RangeKind(), fetch, serdes, kafka(), InstantSource.system());
    loops.add(loop);
    return loop;
  }

  private void publish(int works) {
    try (var producer = producer()) {
      for (int n = 0; n < works; n++) {
        var work = RangeWork.newBuilder().setJobId("job").setNumber(n).setChain(CHAIN)
            .setDatasets(List.of()).setContracts(List.of()).setFirst(n * 10L)
            .setLast(n * 10L + 9).setDayIdx(0).setAttempt(1).setCause(WorkCause.PLANNED)
            .setVerify(Verdict.HEAD).setMinVersion(0).setCreatedAt(Instant.EPOCH).build();
        var _ = producer.send(new ProducerRecord<>(topics.work(CHAIN),
            Topics.workPartition("job", n, PARTITIONS), ("job/" + n).getBytes(UTF_8),
            serdes.encode(topics.work(CHAIN), work)));
      }
    }
  }

  private FetchedWork<RangeWork, RangeOutcome> result(RangeWork work) {
    fetched.add(work.getNumber());
    var records = new ArrayList<OutputRecord>();
    for (int i = 0; i < RECORDS_A_WORK; i++) {
      records.add(new OutputRecord(topics.named("out"), ("k" + i).getBytes(UTF_8),
          (work.getNumber() + "/" + i).getBytes(UTF_8)));
    }
    return new FetchedWork<>(records, outcome(work, work.getLast()), Optional.empty(), List.of(),
        RECORDS_A_WORK * 10L);
  }

  private static RangeOutcome outcome(RangeWork work, long last) {
    return RangeOutcome
        .newBuilder(
            new RangeKind().failed(work, "worker", "", Instant.EPOCH, Instant.ofEpochMilli(1)))
        .setLast(last).setRestLast(last < work.getLast() ? work.getLast() : null).setCovered(true)
        .setSegments(
            List.of(new Segment(work.getFirst(), last, "host#1", last, Verdict.HEAD, "")))
        .setLastHash(ByteBuffer.allocate(32)).build();
  }

  private void assertEachWorkOnce() {
    await().atMost(LIMIT).until(() -> outcomes().size() >= WORKS);
    assertThat(outcomes()).extracting(RangeOutcome::getFirst).doesNotHaveDuplicates()
        .hasSize(WORKS);
    assertThat(read(topics.named("out"))).extracting(bytes -> new String(bytes, UTF_8))
        .doesNotHaveDuplicates().hasSize(WORKS * RECORDS_A_WORK);
  }

  /// The group has passed every work: what is committed is the end of each partition, as far as
  /// records go.
  private void assertAllCommitted() {
    await().atMost(LIMIT).untilAsserted(() -> {
      try (var consumer = consumer()) {
        var partitions = IntStream.range(0, PARTITIONS)
            .mapToObj(p -> new TopicPartition(topics.work(CHAIN), p)).toList();
        consumer.assign(partitions);
        consumer.committed(Set.copyOf(partitions)).forEach((partition, committed) -> consumer
            .seek(partition, committed == null ? 0 : committed.offset()));
        assertThat(readToEnd(consumer, partitions)).isEmpty();
      }
    });
  }

  private List<RangeOutcome> outcomes() {
    return read(topics.coverage()).stream()
        .map(bytes -> serdes.decode(topics.coverage(), bytes, RangeOutcome.class)).toList();
  }

  private List<byte[]> read(String topic) {
    try (var consumer = consumer()) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return readToEnd(consumer, partitions);
    }
  }

  /// Values from where the consumer is.
  private static List<byte[]> readToEnd(KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions) {
    var ends = consumer.endOffsets(partitions);
    var values = new ArrayList<byte[]>();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
    }
    return values;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var properties = new HashMap<>(kafka());
    properties.put("isolation.level", "read_committed");
    properties.put("group.id", topics.fetcherGroup(CHAIN));
    properties.put("enable.auto.commit", false);
    return new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    var config = new HashMap<>(kafka());
    // several at once to a topic that was made just now can be refused as out of order until the
    // producer gives them up
    config.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> kafka() {
    // closing a consumer waits for the fetch that is under way
    return Map.of("bootstrap.servers", bootstrapServers(), "fetch.max.wait.ms", 50);
  }
}
