package io.gapless.processes.engine;

import io.gapless.processes.core.Table;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// A copy of a state store that Kafka Streams keeps up to date; it can only be read.
record CopyTable(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements Table {

  @Override
  public byte @Nullable [] get(byte[] key) {
    return StoreTable.asked(() -> store.get(Bytes.wrap(key)));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    throw new UnsupportedOperationException("a copy is written by Kafka Streams alone");
  }

  @Override
  public void delete(byte[] key) {
    throw new UnsupportedOperationException("a copy is written by Kafka Streams alone");
  }

  @Override
  public void visit(byte[] first, byte[] last, boolean backwards,
      BiPredicate<byte[], byte[]> visitor) {
    StoreTable.visit(store, first, last, backwards, visitor);
  }
}
