package io.gapless.gapdetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gapdetector.coverage.Samples;
import io.gapless.schemas.record.DayCheckpoint;
import io.gapless.schemas.record.DayStatus;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTopologyTest {

  private static final Topics TOPICS = Topics.withDefaults();

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  @TempDir
  Path folder;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    var properties = new Properties();
    properties.put("application.id", "gapless.gap-detector");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", folder.toString());
    var config = GapDetectorConfig.withDefaults(TOPICS, "host-gap-detector-0", folder);
    driver = new TopologyTestDriver(new CoverageTopology(config, serdes).toTopology(), properties);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void judgesAJobAtMostEveryQuarterSecondUntilItIsCoveredThenAtOnce() {
    put(Samples.job("r1", JobState.RUNNING));
    for (long first = 0; first < 90; first += 10) {
      put(Samples.work(first, first + 9, 1));
      put(Samples.covered(first, first + 9, first + 1));
    }
    assertThat(verdicts()).isEmpty();

    driver.advanceWallClockTime(Duration.ofMillis(250));
    assertThat(verdicts()).singleElement()
        .satisfies(verdict -> assertThat(verdict.getBlocksCovered()).isEqualTo(90));

    put(Samples.covered(90, 99, 91));
    assertThat(verdicts()).singleElement().satisfies(verdict -> {
      assertThat(verdict.getBlocksCovered()).isEqualTo(100);
      assertThat(verdict.getComplete()).isFalse();
    });
    assertThat(read(TOPICS.events(), LifecycleEvent.class)).extracting(LifecycleEvent::getEvent)
        .containsExactly("covered");
    assertThat(read(TOPICS.checkpoints(), DayCheckpoint.class))
        .extracting(DayCheckpoint::getStatus)
        .containsExactly(DayStatus.COMPLETE, DayStatus.COMPLETE);

    put(Samples.readBack("r1", 460, 100));
    assertThat(verdicts()).singleElement()
        .satisfies(verdict -> assertThat(verdict.getComplete()).isTrue());
  }

  @Test
  void publishesAFailedLeafAgainWithTheContractsKey() {
    put(Samples.job("r1", JobState.RUNNING));
    put(Samples.work(70, 79, 1));
    put(Samples.failed(70, 79, 1, 5));

    driver.advanceWallClockTime(Duration.ofSeconds(2));

    var works = records(TOPICS.work("evm-1"));
    assertThat(works).hasSize(1);
    assertThat(works.getFirst().key()).asString(StandardCharsets.UTF_8).isEqualTo("job/7");
    assertThat(serdes.decode(TOPICS.work("evm-1"), works.getFirst().value(), RangeWork.class))
        .satisfies(work -> assertThat(work.getAttempt()).isEqualTo(2));
  }

  @Test
  void setsAsideWhatNobodyCanRead() {
    driver.createInputTopic(TOPICS.coverage(), new ByteArraySerializer(),
        new ByteArraySerializer()).pipeInput(key("job/0"), new byte[]{1, 2, 3});
    put(Samples.job("r1", JobState.RUNNING));

    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(read(TOPICS.deadLetter(), DeadLetter.class)).singleElement().satisfies(letter -> {
      assertThat(letter.getSource()).isEqualTo(TOPICS.coverage());
      assertThat(letter.getOffset()).isZero();
      assertThat(letter.getValue().remaining()).isEqualTo(3);
      assertThat(letter.getWorkerId()).isEqualTo("host-gap-detector-0");
    });
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  void deletesVerdictAndCheckpointsOfARemovedJob() {
    put(Samples.job("r1", JobState.RUNNING));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    records(TOPICS.verdicts());
    records(TOPICS.checkpoints());

    put(Samples.job("r2", JobState.REMOVED));

    assertThat(records(TOPICS.verdicts())).singleElement()
        .satisfies(record -> assertThat(record.value()).isNull());
    assertThat(records(TOPICS.checkpoints()))
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("job/0", "job/1");
  }

  private void put(Job job) {
    put(TOPICS.jobs(), "job", job);
  }

  private void put(RangeWork work) {
    put(TOPICS.work("evm-1"), "job/" + work.getNumber(), work);
  }

  private void put(RangeOutcome outcome) {
    put(TOPICS.coverage(), "job/" + outcome.getFirst(), outcome);
  }

  private void put(Finding finding) {
    put(TOPICS.findings(), "job", finding);
  }

  private void put(String topic, String key, SpecificRecord record) {
    driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key(key), serdes.encode(topic, record));
  }

  private static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private List<JobVerdict> verdicts() {
    return read(TOPICS.verdicts(), JobVerdict.class);
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    var read = new ArrayList<T>();
    records(topic).forEach(record -> read.add(serdes.decode(topic, record.value(), type)));
    return read;
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver.createOutputTopic(topic, new ByteArrayDeserializer(),
        new ByteArrayDeserializer()).readRecordsToList();
  }
}
