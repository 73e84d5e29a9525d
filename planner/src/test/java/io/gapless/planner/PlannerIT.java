package io.gapless.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.FakeChain;
import io.gapless.planner.feed.LeafSizing;
import io.gapless.planner.monitor.MonitorConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The planner on a real broker, with nodes, fetchers and gap detector played by the test.
@Execution(ExecutionMode.CONCURRENT)
class PlannerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final Instant START = Instant.parse("2024-01-30T12:00:00Z");
  @TempDir
  static Path folder;
  private static KafkaBroker broker;
  private static final RecordSerdes SERDES = new RecordSerdes(new InMemoryRegistry());

  private final Topics topics =
      new Topics("t" + UUID.randomUUID() + ".", partitions(), (short) -1);
  /// A block a minute; the head is of 2024-02-02T12:00.
  private final FakeChain chain = FakeChain.steady(3 * 1440, START, 60);
  private final List<Planner> planners = new ArrayList<>();
  private PlayedTopics played;
  private Admin admin;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(folder, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connect() {
    played = new PlayedTopics(kafka(), topics, SERDES);
    admin = Admin.create(kafka());
    topics.create(admin, Datasets.all().topics(), List.of("evm-1"));
  }

  @AfterEach
  void disconnect() {
    planners.forEach(Planner::close);
    played.close();
    admin.close();
  }

  @Test
  void leadsAJobFromItsRequestToItsEnd() {
    fetcherLives("evm-1");
    start(config());
    played.send(topics.requests(), "r1", submit("r1", "2024-01-31", "2024-01-31", 100L));

    Job job = played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == PARTITIONS);
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 4, 0, false));
    await().atMost(PATIENCE).until(() -> played.works().size() == 12);
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 12, 0, false));
    await().atMost(PATIENCE).until(() -> played.works().size() == 15);
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 15, 0, true));
    Job complete = played.awaitJob(JobState.COMPLETE);

    assertThat(complete.getFirst()).isEqualTo(720);
    assertThat(complete.getLast()).isEqualTo(720 + 1439);
    List<RangeWork> works = played.works();
    for (int i = 0; i < works.size(); i++) {
      assertThat(works.get(i).getFirst()).isEqualTo(720 + 100L * i);
    }
    for (var record : played.read(topics.work("evm-1"))) {
      assertThat(record.partition()).isEqualTo(Topics.workPartition(job.getJobId(),
          SERDES.decode(record.topic(), record.value(), RangeWork.class).getNumber(),
          PARTITIONS));
    }
    assertThat(played.events()).extracting(LifecycleEvent::getEvent)
        .containsExactly("submitted", "resolved", "complete");
    assertThat(new String(played.read(topics.events()).getFirst().key(), StandardCharsets.UTF_8))
        .isEqualTo("backfill " + job.getJobId());
  }

  @Test
  void goesOnWhereThePlannerBeforeItWas() {
    fetcherLives("evm-1");
    Planner first = start(config());
    played.send(topics.requests(), "r1", submit("r1", "0", "4320", 100L));
    Job job = played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == PARTITIONS);
    first.close();
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 4, 0, false));

    start(config());
    await().atMost(PATIENCE).until(() -> played.works().size() == PARTITIONS + 8);

    assertThat(played.works()).extracting(RangeWork::getNumber)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(played.events()).extracting(LifecycleEvent::getEvent)
        .containsExactly("submitted", "resolved");
  }

  @Test
  void answersTheSameRequestOfACompleteJobWithItsState() {
    fetcherLives("evm-1");
    start(config());
    played.send(topics.requests(), "r1", submit("r1", "0", "99", 100L));
    Job job = played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == 1);
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 1, 0, true));
    played.awaitJob(JobState.COMPLETE);

    played.send(topics.requests(), "r2", submit("r2", "0", "99", 100L));

    await().atMost(PATIENCE).until(() -> played.jobs().getLast().getRequestId().equals("r2"));
    assertThat(played.jobs().getLast().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(played.works()).hasSize(1);
  }

  @Test
  void saysWithTheEndOfAJobWhatToStartThen() {
    fetcherLives("evm-1");
    start(config());
    played.send(topics.requests(), "r1", submit("r1", "0", "99", 100L, "rebuild {\"first\": 0}"));
    Job job = played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == 1);
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 1, 0, true));

    assertThat(played.awaitJob(JobState.COMPLETE).getOnComplete())
        .isEqualTo("rebuild {\"first\": 0}");
    await().atMost(PATIENCE).until(() -> played.events().getLast().getEvent().equals("complete"));
    assertThat(played.events().getLast().getDetail())
        .containsEntry("on_complete", "rebuild {\"first\": 0}");
    played.send(topics.requests(), "r2", submit("r2", "0", "99", 100L, "rebuild {}"));
    await().atMost(PATIENCE).until(() -> played.jobs().getLast().getRequestId().equals("r2"));
    assertThat(played.jobs().getLast().getJobId()).isEqualTo(job.getJobId());
    assertThat(played.jobs().getLast().getOnComplete()).isEqualTo("rebuild {}");
  }

  @Test
  void rejectsWhatCannotBeDoneAndGoesOn() {
    fetcherLives("evm-1");
    start(config());

    played.send(topics.requests(), "r1", submit("r1", "9", "5", null));
    played.send(topics.requests(), "junk", new byte[]{9, 9, 9});
    played.send(topics.requests(), "r2", submit("r2", "0", "99999", null));

    await().atMost(PATIENCE).until(() -> played.events().size() == 2);
    assertThat(played.events()).extracting(event -> event.getDetail().get("reason"))
        .containsExactlyInAnyOrder(
            "the range is reversed: --from 9 is after --to 5; put the smaller one first",
            "--to 99999 is beyond the head of evm-1, which is 4320: give a block up to that, or "
                + "finalized");
    await().atMost(PATIENCE).until(() -> played.read(topics.deadLetter()).size() == 1);
    assertThat(played.jobs()).isEmpty();
  }

  @Test
  void setsARequestWithoutAnIdAsideAndGoesOn() {
    fetcherLives("evm-1");
    start(config());

    played.send(topics.requests(), "none", submit("", "0", "5", null));
    played.send(topics.requests(), "r1", submit("r1", "0", "5", null));

    assertThat(played.awaitJob(JobState.RUNNING).getRequestId()).isEqualTo("r1");
    await().atMost(PATIENCE).until(() -> played.read(topics.deadLetter()).size() == 1);
    var record = played.read(topics.deadLetter()).getFirst();
    assertThat(SERDES.decode(record.topic(), record.value(), DeadLetter.class).getReason())
        .isEqualTo("process id is not 1 to 256 bytes long: ''; left out by the planner");
  }

  @Test
  void rejectsAChainThatNoFetcherServes() {
    fetcherLives("evm-5");
    start(config());

    played.send(topics.requests(), "r1", submit("r1", "0", "5", null));

    await().atMost(PATIENCE).until(() -> played.events().size() == 1);
    assertThat(played.events().getFirst().getDetail()).containsEntry("reason",
        "no running fetcher serves "
            + "evm-1; those that run serve evm-5: start one with --rpc URL of evm-1");
  }

  @Test
  void waitsForAFetcherThatIsAboutToStart() {
    var patient = config(Duration.ofSeconds(30), Duration.ZERO);
    start(patient);
    played.send(topics.requests(), "r1", submit("r1", "0", "5", null));

    fetcherLives("evm-1");

    assertThat(played.awaitJob(JobState.RUNNING).getRequestId()).isEqualTo("r1");
  }

  @Test
  void rejectsWhenNoNodeAnswers() {
    fetcherLives("evm-1");
    chain.down(true);
    start(config());

    played.send(topics.requests(), "r1", submit("r1", "0", "5", null));

    await().atMost(PATIENCE).until(() -> played.events().size() == 1);
    assertThat(played.events().getFirst().getMessage())
        .isEqualTo("no endpoint told: node#0 said: down: check the endpoints, then ask again");
  }

  @Test
  void sharesJobsWithASecondPlanner() {
    fetcherLives("evm-1");
    var first = start(config());
    played.send(topics.requests(), "r1", submit("r1", "0", "4000", 10L));
    Job job = played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == PARTITIONS);

    start(config());
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 4, 0, false));
    await().atMost(PATIENCE).until(() -> played.works().size() == 12);
    first.close();
    played.send(topics.verdicts(), job.getJobId(), verdict(job, 12, 0, false));

    await().atMost(PATIENCE).until(() -> played.works().size() == 20);
    assertThat(played.works()).extracting(RangeWork::getNumber).doesNotHaveDuplicates();
  }

  @Test
  void changesAJobAsItIsTold() {
    fetcherLives("evm-1");
    start(config());
    played.send(topics.requests(), "r1", submit("r1", "0", "4000", 10L));
    Job job = played.awaitJob(JobState.RUNNING);

    played.send(topics.requests(), "r2", change("r2", JobAction.PAUSE, job.getJobId()));
    assertThat(played.awaitJob(JobState.PAUSED).getRequestId()).isEqualTo("r2");
    played.send(topics.requests(), "r3", change("r3", JobAction.RESUME, job.getJobId()));
    assertThat(played.awaitJob(JobState.RUNNING).getRequestId()).isEqualTo("r3");
    played.send(topics.requests(), "r4", change("r4", JobAction.REMOVE, job.getJobId()));
    assertThat(played.awaitJob(JobState.REMOVED).getRequestId()).isEqualTo("r4");
    played.send(topics.requests(), "r5", change("r5", JobAction.PAUSE, job.getJobId()));

    await().atMost(PATIENCE).until(() -> played.events().getLast().getEvent().equals("rejected"));
    assertThat(played.events().getLast().getMessage()).isEqualTo(
        "there is no job " + job.getJobId() + ": `gapless status` lists them");
    played.send(topics.requests(), "r6", submit("r6", "0", "4000", 10L));
    assertThat(played.awaitJob(JobState.RUNNING).getRequestId()).isEqualTo("r6");
  }

  @Test
  void deletesWorksThatFetchersAndGapDetectorHavePassed() throws Exception {
    fetcherLives("evm-1");
    start(config(Duration.ofSeconds(1), Duration.ofMillis(200)));
    played.send(topics.requests(), "r1", submit("r1", "0", "99", 100L));
    played.awaitJob(JobState.RUNNING);
    await().atMost(PATIENCE).until(() -> played.works().size() == 1);
    ConsumerRecord<byte[], byte[]> work = played.read(topics.work("evm-1")).getFirst();
    var partition = new TopicPartition(work.topic(), work.partition());
    var passed = Map.of(partition, new OffsetAndMetadata(work.offset() + 1));

    admin.alterConsumerGroupOffsets(topics.fetcherGroup("evm-1"), passed).all().get();
    admin.alterConsumerGroupOffsets(topics.prefix() + "gap-detector", passed).all().get();

    await().atMost(PATIENCE).until(
        () -> admin.listOffsets(Map.of(partition, OffsetSpec.earliest())).partitionResult(partition)
            .get().offset() == work.offset() + 1);
  }

  @Test
  void tellsOnceThatAWorkerIsStalledAndOnceThatItIsBack() {
    var monitor = new MonitorConfig(Duration.ofSeconds(8), Duration.ofMillis(200));
    start(config().withMonitor(monitor));
    start(config().withMonitor(monitor));
    fetcherLives("evm-1");

    await().atMost(PATIENCE).until(() -> conditions().size() >= 2);
    await().atMost(PATIENCE).until(() -> {
      fetcherLives("evm-1");
      return conditions().size() >= 4;
    });

    assertThat(conditions().subList(0, 2)).containsExactlyInAnyOrder(
        "worker host-fetcher-0 stalled", "fleet evm-1 all-stalled");
    assertThat(conditions().subList(2, 4)).containsExactlyInAnyOrder(
        "worker host-fetcher-0 back", "fleet evm-1 working");
    assertThat(played.events()).filteredOn(event -> event.getId().equals("host-fetcher-0"))
        .first().satisfies(event -> assertThat(event.getDetail()).containsEntry("group",
            topics.fetcherGroup("evm-1")).containsEntry("evicted", "false"));
  }

  /// Without those of planners, which beat every five seconds on a machine that may be busy.
  private List<String> conditions() {
    return played.events().stream().filter(event -> !event.getId().startsWith("host-planner"))
        .map(event -> event.getNamespace() + " " + event.getId() + " " + event.getEvent())
        .toList();
  }

  private PlannerConfig config() {
    return config(Duration.ofSeconds(1), Duration.ZERO);
  }

  private PlannerConfig config(Duration fetcherPatience, Duration deletion) {
    return new PlannerConfig("host-planner-" + planners.size(), topics,
        folder.resolve("state-" + planners.size() + topics.prefix()), 8,
        LeafSizing.withDefaults(PARTITIONS),
        fetcherPatience, deletion, 64,
        MonitorConfig.USUAL);
  }

  private Planner start(PlannerConfig config) {
    var planner = new Planner(config, SERDES, kafka(), Map.<String, ChainClock>of("evm-1", chain),
        new EngineMetrics(new SimpleMeterRegistry()), Hosting.NONE, InstantSource.system());
    planners.add(planner);
    Thread.ofPlatform().name("planner").start(planner::run);
    return planner;
  }

  /// One of each topic that the planner only creates: a broker takes its time for each.
  private static Map<String, Integer> partitions() {
    var partitions = new HashMap<String, Integer>();
    Datasets.all().topics().forEach(topic -> partitions.put(topic, 1));
    partitions.put("coverage", 1);
    partitions.put("work", PARTITIONS);
    return partitions;
  }

  private static Map<String, Object> kafka() {
    // closing a consumer waits for the fetch that is under way
    return Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50);
  }

  private void fetcherLives(String served) {
    Instant now = Instant.now();
    played.send(topics.heartbeats(), "host-fetcher-0", Heartbeat.newBuilder()
        .setWorkerId("host-fetcher-0").setRole("fetcher").setState(WorkerState.RUNNING)
        .setLastBatch(0).setInFlight(0).setRows(0).setChains(List.of(served))
        .setEndpoints(List.of()).setStartedAt(now).setUpdatedAt(now).setVersion(1)
        .setCreatedAt(now).setIsDeleted(false).build());
  }

  private static JobRequest submit(String requestId, String from, String to,
      @Nullable Long rangeSize) {
    return submit(requestId, from, to, rangeSize, null);
  }

  private static JobRequest submit(String requestId, String from, String to,
      @Nullable Long rangeSize, @Nullable String onComplete) {
    return JobRequest.newBuilder().setRequestId(requestId).setAction(JobAction.SUBMIT).setJobId("")
        .setSpecification(JobSpecification.newBuilder().setChain("evm-1")
            .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFrom(from)
            .setTo(to).setRangeSize(rangeSize).setVerify(Verdict.HEAD).setMaxAttempts(5).build())
        .setOnComplete(onComplete).setRequestedAt(Instant.now()).build();
  }

  private static JobRequest change(String requestId, JobAction action, String jobId) {
    return JobRequest.newBuilder().setRequestId(requestId).setAction(action).setJobId(jobId)
        .setRequestedAt(Instant.now()).build();
  }

  private static JobVerdict verdict(Job job, long done, long open, boolean complete) {
    return JobVerdict.newBuilder().setJobId(job.getJobId()).setRequestId(job.getRequestId())
        .setBlocksPlanned(0).setBlocksCovered(done).setBlocksAbandoned(0).setWorksDone(done)
        .setWorksOpen(open).setRows(Map.of()).setVerdicts(Map.of()).setRequests(0).setRetries(0)
        .setGapsFound(0).setGapsFilled(0).setGaps(List.of()).setReadBack(ReadBack.PENDING)
        .setComplete(complete).setUpdatedAt(Instant.now()).build();
  }
}
