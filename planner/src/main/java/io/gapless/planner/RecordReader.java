package io.gapless.planner;

import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads records, and sets aside what is none.
final class RecordReader {

  private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

  private final RecordSerdes serdes;
  private final String workerId;
  private final InstantSource clock;

  RecordReader(RecordSerdes serdes, String workerId, InstantSource clock) {
    this.serdes = serdes;
    this.workerId = workerId;
    this.clock = clock;
  }

  /// The record; empty where it is deleted or cannot be read, which is logged.
  ///
  /// @throws RegistryUnavailableException if it may be readable, but the registry does not answer
  <T extends SpecificRecord> Optional<T> read(ConsumerRecord<byte[], byte[]> record,
      Class<T> type) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(serdes.decode(record.topic(), record.value(), type));
    } catch (UnreadableRecordException e) {
      log.warn("record {}-{}@{} left out: {}", record.topic(), record.partition(),
          record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  /// The raw record for the dead-letter topic.
  ///
  /// @param reason why it is of no use
  DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new DeadLetter(record.topic(), record.partition(), record.offset(),
        buffer(record.key()), buffer(record.value()),
        reason + "; left out by the planner", workerId, clock.instant());
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
