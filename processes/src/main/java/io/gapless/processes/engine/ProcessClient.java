package io.gapless.processes.engine;

import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Asks processes through the log, from where no engine runs; all engines' namespaces can be asked.
///
/// What is read holds all that anybody was told before, so that its freshness needs no saying.
public final class ProcessClient extends LoggedRequests implements Processes, AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Duration patience;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ReplyDesk desk;
  private final LoggedReads reads;

  private ProcessClient(Questions questions, LoggedReads reads, Duration patience,
      KafkaProducer<byte[], byte[]> producer, ReplyDesk desk) {
    super(questions);
    this.reads = reads;
    this.patience = patience;
    this.producer = producer;
    this.desk = desk;
  }

  /// Begins; the topics must be there.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param patience how long a caller waits for an answer
  public static ProcessClient start(ProcessTopics topics, RecordSerdes serdes,
      Map<String, Object> kafka, Duration patience) {
    var node = EngineNode.of("client", topics);
    var producer = CommandProducer.of(kafka);
    var desk = new ReplyDesk(kafka, producer, serdes, topics.replies(), node.replyPartition());
    var questions = new Questions(node.name(), node.replyPartition(),
        new KafkaCommandLog(producer, serdes, topics.commands(), (_, _) -> {}));
    Thread.ofPlatform().name("replies").start(() -> desk.run(questions));
    return new ProcessClient(questions,
        new LoggedReads(questions, topics.partitions(), Thread::sleep), patience, producer, desk);
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range, Freshness freshness)
      throws InterruptedException {
    return reads.get(id, range, patience);
  }

  @Override
  public List<StoredTask> trace(ProcessId id, Freshness freshness) throws InterruptedException {
    return reads.trace(id, patience);
  }

  @Override
  public List<ProcessId> list(String namespace, String after, int limit)
      throws InterruptedException {
    return reads.list(namespace, after, limit, patience);
  }

  /// Passes if every partition of the log answers.
  @Override
  public Optional<String> healthCheck(String namespace) throws InterruptedException {
    return reads.healthCheck(namespace, patience);
  }

  @Override
  Duration patience(String namespace) {
    return patience;
  }

  @Override
  public void close() {
    desk.close();
    producer.close(CLOSE);
  }
}
