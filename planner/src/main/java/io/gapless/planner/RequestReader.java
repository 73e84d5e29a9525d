package io.gapless.planner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.planner.process.JobRecords;
import io.gapless.planner.process.RequestProcess;
import io.gapless.processes.ProcessException;
import io.gapless.processes.Requests;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      for (var each : taking) {
        each.get();
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
    var request = reader.read(record, JobRequest.class).filter(RequestReader::hasId);
    if (request.isEmpty()) {
      var letter = reader.deadLetter(record);
      var _ = deadLetters.send(new ProducerRecord<>(topics.deadLetter(),
          letter.getSource().getBytes(UTF_8), serdes.encode(topics.deadLetter(), letter)));
      return false;
    }
    try {
      var _ = processes.init(RequestProcess.id(request.get().getRequestId()),
          records.request(request.get()));
      return true;
    } catch (ProcessException e) {
      if (e.kind() == StepErrorKind.PROCESS_ALREADY_EXISTS) {
        return true;
      }
      throw e;
    }
  }

  private static boolean hasId(JobRequest request) {
    int length = request.getRequestId().getBytes(UTF_8).length;
    return length > 0 && length <= 256;
  }
}
