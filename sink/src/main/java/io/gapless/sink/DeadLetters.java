package io.gapless.sink;

import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets records that cannot be read aside, whole, with the reason.
///
/// For the poll thread only.
final class DeadLetters implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MAX_REQUEST_BYTES = 64 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final String topic;
  private final String workerId;
  private final InstantSource clock;

  DeadLetters(SinkConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      InstantSource clock) {
    var properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.workerId() + "-dead-letters");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.serdes = serdes;
    topic = config.topics().deadLetter();
    workerId = config.workerId();
    this.clock = clock;
  }

  /// Sends a record there; it has not arrived yet.
  Letter send(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Letter(record, reason);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  /// A record on its way to the dead-letter topic.
  final class Letter {

    private final ConsumerRecord<byte[], byte[]> record;
    private final String reason;
    private boolean whole = true;
    private boolean arrived;
    private Future<RecordMetadata> sent;

    private Letter(ConsumerRecord<byte[], byte[]> record, String reason) {
      this.record = record;
      this.reason = reason;
      sent = send();
    }

    /// Whether the broker has it; one that was refused is sent again.
    boolean hasArrived() {
      if (arrived || !sent.isDone()) {
        return arrived;
      }
      try {
        sent.get();
        arrived = true;
      } catch (ExecutionException e) {
        whole &= !(e.getCause() instanceof RecordTooLargeException);
        log.warn("dead letter for {}-{}@{} not taken, will send it again{}: {}", record.topic(),
            record.partition(), record.offset(), whole ? "" : " without its value",
            String.valueOf(e.getCause()));
        sent = send();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return arrived;
    }

    private Future<RecordMetadata> send() {
      var letter = DeadLetter.newBuilder().setSource(record.topic())
          .setPartition(record.partition()).setOffset(record.offset())
          .setKey(wrap(record.key())).setValue(whole ? wrap(record.value()) : null)
          .setReason(whole ? reason : reason + " (the value is too large to be kept)")
          .setWorkerId(workerId).setAt(clock.instant()).build();
      return producer.send(
          new ProducerRecord<>(topic, record.key(), serdes.encode(topic, letter)));
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
      return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
  }
}
