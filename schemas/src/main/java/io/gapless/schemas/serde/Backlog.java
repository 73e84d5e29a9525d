package io.gapless.schemas.serde;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records on their way from a consumer to whoever takes them in, in order. One that cannot be
/// decoded while the schema registry is away is tried again later, and those behind it wait.
///
/// For one thread.
public final class Backlog {

  private static final Logger log = LoggerFactory.getLogger(Backlog.class);

  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private boolean complained;

  /// Puts records behind those that wait.
  public void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(waiting::add);
  }

  /// Hands records on, as far as the registry lets it.
  ///
  /// @param taker may throw [RegistryUnavailableException]; gets the record again then
  public void drain(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    for (var record = waiting.peek(); record != null; record = waiting.peek()) {
      try {
        taker.accept(record);
      } catch (RegistryUnavailableException e) {
        if (!complained) {
          log.warn("{}-{} offset {} cannot be read yet, will go on trying: {}", record.topic(),
              record.partition(), record.offset(), e.getMessage());
        }
        complained = true;
        return;
      }
      complained = false;
      waiting.remove();
    }
  }

  /// Whether nothing waits.
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Drops what waits.
  public void clear() {
    waiting.clear();
  }
}
