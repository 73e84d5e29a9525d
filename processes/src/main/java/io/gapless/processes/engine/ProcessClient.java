package io.gapless.processes.engine;

import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Asks processes through the log, from where no engine runs. Reads nothing.
public final class ProcessClient extends LoggedRequests implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Duration patience;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ReplyDesk desk;

  private ProcessClient(Questions questions, Duration patience,
      KafkaProducer<byte[], byte[]> producer, ReplyDesk desk) {
    super(questions);
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
    return new ProcessClient(questions, patience, producer, desk);
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
