package io.gapless.planner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.planner.process.JobRecords;
import io.gapless.planner.process.RequestProcess;
import io.gapless.processes.ProcessException;
import io.gapless.processes.Requests;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes a process of each request; one that is read twice finds that it has one already.
final class RequestReader {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Topics topics;
  private final RecordReader reader;
  private final JobRecords records;
  private final RecordSerdes serdes;
  private final Requests processes;

  RequestReader(Topics topics, RecordReader reader, JobRecords records, RecordSerdes serdes,
      Requests processes) {
    this.topics = topics;
    this.reader = reader;
    this.records = records;
    this.serdes = serdes;
    this.processes = processes;
  }

  /// Reads until it is time to leave. What it throws leaves requests to be read again.
  ///
  /// @param consumer a member of the planners' group
  /// @param deadLetters takes what is no request
  void run(KafkaConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> deadLetters,
      BooleanSupplier leaves) throws InterruptedException {
    try (deadLetters) {
      consumer.subscribe(List.of(topics.requests()));
      while (!leaves.getAsBoolean()) {
        var read = consumer.poll(POLL);
        if (!read.isEmpty()) {
          takeAll(read, deadLetters);
          consumer.commitSync();
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void takeAll(Iterable<ConsumerRecord<byte[], byte[]>> read,
      Producer<byte[], byte[]> deadLetters) throws InterruptedException {
    var taking = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var record : read) {
        Callable<Boolean> task = () -> take(record, deadLetters);
        taking.add(threads.submit(task));
      }
      try {
        for (var each : taking) {
          each.get();
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(e.getCause());
    }
    deadLetters.flush();
  }

  private boolean take(ConsumerRecord<byte[], byte[]> record,
      Producer<byte[], byte[]> deadLetters) throws InterruptedException {
    var request = reader.read(record, JobRequest.class);
    var refusal = request.isPresent()
        ? refusal(request.get())
        : Optional.of("not a " + record.topic() + " record");
    refusal.ifPresent(reason -> {
      var letter = reader.deadLetter(record, reason);
      var _ = deadLetters.send(new ProducerRecord<>(topics.deadLetter(),
          letter.getSource().getBytes(UTF_8), serdes.encode(topics.deadLetter(), letter)));
    });
    return refusal.isEmpty();
  }

  /// Makes a process of a request.
  ///
  /// @return why there can be none
  private Optional<String> refusal(JobRequest request) throws InterruptedException {
    try {
      var _ = processes.init(RequestProcess.id(request.getRequestId()), records.request(request));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ProcessException e) {
      return switch (e.kind()) {
        case PROCESS_ALREADY_EXISTS -> Optional.empty();
        case INTERNAL, PROCESSOR, REFUSED, KEY_REUSED ->
            Optional.of(String.valueOf(e.getMessage()));
        case NAMESPACE_NOT_FOUND, PROCESS_NOT_FOUND, PROCESS_IS_INIT, PROCESS_IS_RUNNING,
            PROCESS_IS_ERROR, TIMEOUT -> throw e;
      };
    }
  }
}
