package io.gapless.processes.engine;

import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Keys;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The log of commands: a topic. Its producer is idempotent, and never part of a transaction.
final class KafkaCommandLog implements CommandLog {

  private final Producer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final String topic;
  private final Written written;

  /// Who is told that the log has a command.
  interface Written {
    /// The log has a command.
    ///
    /// @param took from when it was to be sent
    void told(ProcessCommand command, Duration took);
  }

  KafkaCommandLog(Producer<byte[], byte[]> producer, RecordSerdes serdes, String topic,
      Written written) {
    this.producer = producer;
    this.serdes = serdes;
    this.topic = topic;
    this.written = written;
  }

  @Override
  public void send(ProcessCommand command, Consumer<Exception> onFailure) {
    send(null, Keys.command(new ProcessId(command.getNamespace(), command.getId())), command,
        onFailure);
  }

  @Override
  public void send(int partition, ProcessCommand command, Consumer<Exception> onFailure) {
    send(partition, null, command, onFailure);
  }

  private void send(@Nullable Integer partition, byte @Nullable [] key, ProcessCommand command,
      Consumer<Exception> onFailure) {
    try {
      var record = new ProducerRecord<>(topic, partition, key, serdes.encode(topic, command));
      long began = System.nanoTime();
      var _ = producer.send(record, (_, failure) -> {
        if (failure != null) {
          onFailure.accept(failure);
        } else {
          written.told(command, Duration.ofNanos(System.nanoTime() - began));
        }
      });
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }
}
