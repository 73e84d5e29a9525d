package io.gapless.processes.engine;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Commands in, records of the namespaces' topics out.
///
/// ```
///  <prefix>processes.commands ──► EngineProcessor, store `core` ──► events, lifecycles, publications, dead letters
///          ▲                          │        │
///          │     steps, timers, keys  │        └─► answers, at once
///          └──────────────────────────┘
/// ```
final class EngineTopology {

  private EngineTopology() {}

  static Topology of(EngineParts parts) {
    return of(parts, () -> new EngineProcessor(parts));
  }

  static Topology of(EngineParts parts,
      ProcessorSupplier<byte[], byte[], byte[], Outgoing> processor) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> store = Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(EngineProcessor.STORE), Serdes.Bytes(),
        Serdes.ByteArray());
    return new Topology()
        .addSource("commands", new ByteArrayDeserializer(), new ByteArrayDeserializer(),
            parts.topics().commands())
        .addProcessor("engine", processor, "commands")
        .addStateStore(store, "engine")
        .<byte[], Outgoing>addSink("told", (key, outgoing, context) -> outgoing.topic(),
            new ByteArraySerializer(),
            (topic, outgoing) -> outgoing.value().get(),
            (topic, key, outgoing, partitions) -> outgoing.partitions(), "engine");
  }
}
