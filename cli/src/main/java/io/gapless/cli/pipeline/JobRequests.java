package io.gapless.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.console.CommandException;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Asks the planner, whichever runs, for jobs and for changes of them.
///
/// @param kafka client properties with at least `bootstrap.servers`
public record JobRequests(Map<String, Object> kafka, RecordSerdes serdes, Topics topics,
    InstantSource clock) {

  /// Asks for a job.
  ///
  /// @param onComplete what is to be started when it is complete
  /// @return the id that its answers carry
  /// @throws CommandException if the broker does not take it
  public String submit(JobSpecification specification, Optional<String> onComplete)
      throws InterruptedException {
    return send(request(JobAction.SUBMIT).setJobId("").setSpecification(specification)
        .setOnComplete(onComplete.orElse(null)).build());
  }

  /// Asks for a change of a job.
  ///
  /// @param action not SUBMIT
  /// @param workers for WORKERS
  /// @return the id that its answers carry
  /// @throws CommandException if the broker does not take it
  public String change(String jobId, JobAction action, @Nullable Integer workers)
      throws InterruptedException {
    return send(request(action).setJobId(jobId).setWorkers(workers).build());
  }

  private JobRequest.Builder request(JobAction action) {
    return JobRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setAction(action)
        .setRequestedAt(clock.instant());
  }

  private String send(JobRequest request) throws InterruptedException {
    var id = request.getRequestId();
    try (var producer = new KafkaProducer<byte[], byte[]>(kafka, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.requests(), id.getBytes(UTF_8),
          serdes.encode(topics.requests(), request))).get();
      return id;
    } catch (ExecutionException e) {
      throw CommandException.unreachable("the request was not taken by Kafka: " + e.getMessage(),
          e);
    }
  }
}
