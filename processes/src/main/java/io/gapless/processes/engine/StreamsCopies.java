package io.gapless.processes.engine;

import io.gapless.processes.core.Rows;
import io.gapless.processes.engine.StandbyReads.Copies;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies that Kafka Streams keeps: standbys, and what of this engine's own is not ready yet.
record StreamsCopies(KafkaStreams streams) implements Copies {

  private static final Logger log = LoggerFactory.getLogger(StreamsCopies.class);

  @Override
  public Optional<Rows> of(int partition) {
    try {
      var store = streams.store(StoreQueryParameters
          .fromNameAndType(EngineProcessor.STORE,
              QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
          .enableStaleStores().withPartition(partition));
      return Optional.of(new Rows(new CopyTable(store)));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      log.debug("no copy of partition {} can be read: {}", partition, e.getMessage());
      return Optional.empty();
    }
  }
}
