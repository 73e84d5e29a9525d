package io.gapless.processes.engine;

import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Keys;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The log of commands: a topic. Its producer is idempotent, and never part of a transaction.
final class KafkaCommandLog implements CommandLog {

  private final Producer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final String topic;

  KafkaCommandLog(Producer<byte[], byte[]> producer, RecordSerdes serdes, String topic) {
    this.producer = producer;
    this.serdes = serdes;
    this.topic = topic;
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
      var _ = producer.send(record, (_, failure) -> {
        if (failure != null) {
          onFailure.accept(failure);
        }
      });
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }
}
