package io.gapless.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressView;
import io.gapless.gapdetector.audit.JobAudit;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Asks the gap detector to have leaves fetched again, and follows the job until it has ended anew.
final class FillFollower {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunningPipeline pipeline;
  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;
  private final JobTopics reader;
  private final ProgressView view;
  private final InstantSource clock;

  /// @param reader read from before anything is asked, so that no answer is missed
  FillFollower(RunningPipeline pipeline, Map<String, Object> kafka, RecordSerdes serdes,
      Topics topics, JobTopics reader, ProgressView view, InstantSource clock) {
    this.pipeline = pipeline;
    this.kafka = kafka;
    this.serdes = serdes;
    this.topics = topics;
    this.reader = reader;
    this.view = view;
    this.clock = clock;
  }

  /// Returns the job's progress once nothing is left to do.
  ///
  /// @throws CommandException if nobody answers, or the job does not run
  JobProgress fill(JobDamage damage) throws InterruptedException {
    var jobId = damage.job().getJobId();
    var at = Instant.ofEpochMilli(clock.millis());
    publish(damage, at);
    awaitAnswer(jobId, at);
    // the verdict that leaves are open was written together with the answer
    reader.readToEnd();
    while (true) {
      poll();
      if (reader.ledger().judged(jobId)) {
        // what came before the verdict on another topic, above all that the job was opened again
        reader.readToEnd();
      }
      var progress = progress(jobId);
      if (reader.ledger().judged(jobId) && progress.ended()) {
        view.ended(progress);
        return progress;
      }
      view.show(progress);
    }
  }

  private void publish(JobDamage damage, Instant at) throws InterruptedException {
    try (var producer = new KafkaProducer<byte[], byte[]>(kafka, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      var finding = JobAudit.finding(damage.job(), damage.toFill(), at);
      producer.send(new ProducerRecord<>(topics.findings(), finding.getJobId().getBytes(UTF_8),
          serdes.encode(topics.findings(), finding))).get();
    } catch (ExecutionException e) {
      throw CommandException.unreachable("the finding was not taken by Kafka: " + e.getMessage(),
          e);
    }
  }

  private void awaitAnswer(String jobId, Instant at) throws InterruptedException {
    var deadline = clock.instant().plus(PATIENCE);
    var mark = Long.toString(at.toEpochMilli());
    while (true) {
      for (LifecycleEvent event : poll()) {
        if (event.getId().equals(jobId) && event.getEvent().equals("audited")
            && mark.equals(event.getDetail().get("found_at"))) {
          view.message(event.getMessage());
          return;
        }
      }
      if (clock.instant().isAfter(deadline)) {
        throw CommandException.unreachable("no gap detector has answered for "
            + PATIENCE.toMinutes() + " minutes; one runs with `gapless gap-detector`", null);
      }
    }
  }

  private JobProgress progress(String jobId) {
    var progress = reader.ledger().progress(jobId, clock.instant()).orElseThrow(
        () -> CommandException.failed("job " + jobId + " is gone"));
    if (progress.state() == JobState.PAUSED || progress.state() == JobState.FAILED
        || progress.state() == JobState.REMOVED) {
      throw CommandException.failed("job " + jobId + " is " + progress.state()
          + ": what differs is fetched again once it runs");
    }
    return progress;
  }

  private Iterable<LifecycleEvent> poll() throws InterruptedException {
    var events = reader.poll(POLL);
    var failed = pipeline.failures();
    if (!failed.isEmpty()) {
      throw CommandException.failed(String.join("; ", failed));
    }
    return events;
  }
}
