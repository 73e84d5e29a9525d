package io.gapless.processes.engine;

import io.gapless.processes.core.Answers;
import io.gapless.schemas.record.LogPosition;
import io.gapless.schemas.record.ProcessReply;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.serde.Backlog;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers from and to other engines, through a topic: each engine reads one partition of it, from the
/// moment that it starts.
final class ReplyDesk implements Replies, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReplyDesk.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Backlog backlog = new Backlog();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param producer shared, not closed here
  /// @param partition of the topic that this engine reads
  ReplyDesk(Map<String, Object> kafka, Producer<byte[], byte[]> producer, RecordSerdes serdes,
      String topic, int partition) {
    this.producer = producer;
    this.serdes = serdes;
    this.topic = topic;
    var config = new HashMap<>(kafka);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "latest");
    config.put("fetch.max.wait.ms", 100);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var mine = new TopicPartition(topic, partition);
    consumer.assign(List.of(mine));
    consumer.seekToEnd(List.of(mine));
    long _ = consumer.position(mine); // from here on, before anything is asked
  }

  /// Hands on answers until closed.
  void run(Questions questions) {
    try {
      while (!closed) {
        backlog.add(consumer.poll(POLL));
        backlog.drain(record -> take(record, questions));
      }
    } catch (WakeupException e) {
      log.debug("woken to leave");
    } finally {
      consumer.close();
      ended.countDown();
    }
  }

  @Override
  public void send(ReplyTo to, StepAnswer answer, int partition, long offset) {
    var reply =
        new ProcessReply(to.getNode(), to.getNumber(), new LogPosition(partition, offset), answer);
    var _ = producer.send(
        new ProducerRecord<>(topic, to.getPartition(), null, serdes.encode(topic, reply)),
        (_, failure) -> {
          if (failure instanceof RecordTooLargeException) {
            send(to, Answers.internal("the answer is too large for the topic of replies: "
                + failure.getMessage()), partition, offset);
          } else if (failure != null) {
            log.warn("an answer for {} was lost, its caller will see a timeout: {}", to.getNode(),
                failure.getMessage());
          }
        });
  }

  /// Makes [#run] return, and waits for that.
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Questions questions) {
    try {
      questions.take(serdes.decode(topic, record.value(), ProcessReply.class));
    } catch (UnreadableRecordException e) {
      log.warn("{}-{} offset {} is skipped: {}", topic, record.partition(), record.offset(),
          e.getMessage());
    }
  }
}
