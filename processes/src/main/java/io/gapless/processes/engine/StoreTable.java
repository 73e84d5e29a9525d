package io.gapless.processes.engine;

import io.gapless.processes.core.Table;
import io.gapless.processes.core.TableUnavailableException;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// A state store of Kafka Streams, whose exceptions come as [TableUnavailableException]s. May be read
/// by other threads than the one that writes it.
record StoreTable(KeyValueStore<Bytes, byte[]> store) implements Table {

  @Override
  public byte @Nullable [] get(byte[] key) {
    return asked(() -> store.get(Bytes.wrap(key)));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    asked(() -> {
      store.put(Bytes.wrap(key), value);
      return null;
    });
  }

  @Override
  public void delete(byte[] key) {
    asked(() -> store.delete(Bytes.wrap(key)));
  }

  @Override
  public void visit(byte[] first, byte[] last, boolean backwards,
      BiPredicate<byte[], byte[]> visitor) {
    visit(store, first, last, backwards, visitor);
  }

  static void visit(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] first, byte[] last,
      boolean backwards, BiPredicate<byte[], byte[]> visitor) {
    var low = Bytes.wrap(first);
    var high = Bytes.wrap(last);
    try (var entries =
        asked(() -> backwards ? store.reverseRange(low, high) : store.range(low, high))) {
      while (asked(entries::hasNext)) {
        var entry = asked(entries::next);
        if (!visitor.test(entry.key.get(), entry.value)) {
          return;
        }
      }
    }
  }

  static <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw new TableUnavailableException(e);
    }
  }
}
