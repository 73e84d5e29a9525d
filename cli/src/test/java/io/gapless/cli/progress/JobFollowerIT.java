package io.gapless.cli.progress;

import static io.gapless.cli.progress.Samples.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.kafka.KafkaTool;
import io.gapless.cli.kafka.ToolRun;
import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFollowerIT {

  private static final RecordSerdes SERDES = new RecordSerdes(new InMemoryRegistry());
  @TempDir
  private static Path folder = Path.of("target");
  private static KafkaBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Console console =
      Console.over(InputStream.nullInputStream(), out, out, Terminal.NONE);
  private Topics topics = Topics.withDefaults();

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stopBroker() {
    producer.close();
    broker.close();
  }

  @Test
  void endsWithTheJobOfItsRequest() throws Exception {
    createTopics("complete.");
    send(topics.jobs(), "job-1", Samples.job(JobState.RUNNING, "request-0", START));
    send(topics.jobs(), "job-1",
        Samples.job(JobState.COMPLETE, "request-1", START.plusSeconds(10)));
    send(topics.verdicts(), "job-1", Samples.complete(START.plusSeconds(10)));

    assertThat(follow()).isZero();

    assertThat(out.toString(UTF_8)).contains("job job-1: complete", "10,000 of 10,000 covered",
        "counted, and equal");
  }

  @Test
  void endsWithOneWhereGapsAreLeft() throws Exception {
    createTopics("incomplete.");
    send(topics.jobs(), "job-1",
        Samples.job(JobState.INCOMPLETE, "request-1", START.plusSeconds(10)));
    var verdict = Samples.verdict(9_900, START.plusSeconds(10));
    verdict.setComplete(true);
    send(topics.verdicts(), "job-1", verdict);

    assertThat(follow()).isEqualTo(1);

    assertThat(out.toString(UTF_8)).contains("finished with gaps", "missing   100..199");
  }

  @Test
  void followsSeveralUntilTheLastHasEnded() throws Exception {
    createTopics("several.");
    var other = Samples.job(JobState.INCOMPLETE, "request-2", START.plusSeconds(10));
    other.setJobId("job-2");
    var verdict = Samples.verdict(9_900, START.plusSeconds(10));
    verdict.setJobId("job-2");
    verdict.setComplete(true);
    send(topics.jobs(), "job-1",
        Samples.job(JobState.COMPLETE, "request-1", START.plusSeconds(10)));
    send(topics.verdicts(), "job-1", Samples.complete(START.plusSeconds(10)));
    send(topics.jobs(), "job-2", other);
    send(topics.verdicts(), "job-2", verdict);

    try (var view = new PlainProgress(console, InstantSource.system());
        var read = new JobTopics(kafka(), SERDES, topics, InstantSource.system())) {
      assertThat(new JobFollower(read, view, InstantSource.system(), List::of)
          .follow(List.of("request-2", "request-1")))
          .extracting(JobProgress::jobId, JobProgress::exitCode)
          .containsExactly(tuple("job-2", 1), tuple("job-1", 0));
    }
  }

  @Test
  void saysWhyARequestIsRejected() throws Exception {
    createTopics("rejected.");
    send(topics.events(), "backfill request-1",
        LifecycleEvent.newBuilder().setNamespace("backfill").setId("request-1")
            .setEvent("rejected").setMessage("--to: 5 lies beyond the head 4")
            .setDetail(Map.of("exit_code", "2")).setAt(Instant.now()).build());

    assertThatThrownBy(this::follow).isInstanceOf(CommandException.class)
        .hasMessage("--to: 5 lies beyond the head 4");
  }

  @Test
  void saysThatNothingWasBackfilledYet() {
    topics = new Topics("empty.", Map.of(), (short) -1);

    assertThatThrownBy(this::follow).hasMessageContaining("nothing was backfilled here yet");
  }

  @Test
  void runsKafkasToolsAndReturnsTheirStatus() throws Exception {
    createTopics("tools.");

    assertThat(ToolRun.run(KafkaTool.TOPICS,
        List.of("--list", "--bootstrap-server", broker.url()))).isZero();
    assertThat(ToolRun.run(KafkaTool.TOPICS, List.of("--describe", "--topic", "tools.nothing",
        "--bootstrap-server", broker.url()))).isEqualTo(1);
  }

  private int follow() throws InterruptedException {
    try (var view = new PlainProgress(console, InstantSource.system());
        var read = new JobTopics(kafka(), SERDES, topics, InstantSource.system())) {
      return new JobFollower(read, view, InstantSource.system(), List::of).follow("request-1")
          .exitCode();
    }
  }

  private void createTopics(String prefix) {
    topics = new Topics(prefix, Map.of(), (short) -1);
    try (var admin = Admin.create(kafka())) {
      topics.create(admin, Datasets.all().topics(), Set.of());
    }
  }

  private void send(String topic, String key, SpecificRecord record) throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), SERDES.encode(topic, record)))
        .get();
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.url());
  }
}
