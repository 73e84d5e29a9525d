package io.gapless.processes.engine;

import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.serde.RecordSerdes;

/// How records of a namespace's topics are written.
public interface SinkEncoder {

  /// An event of a history.
  byte[] encode(String topic, ProcessEvent event);

  /// Something that happened to a process.
  byte[] encode(String topic, LifecycleEvent event);

  /// As Avro, with schemas from the registry.
  static SinkEncoder avro(RecordSerdes serdes) {
    return new SinkEncoder() {

      @Override
      public byte[] encode(String topic, ProcessEvent event) {
        return serdes.encode(topic, event);
      }

      @Override
      public byte[] encode(String topic, LifecycleEvent event) {
        return serdes.encode(topic, event);
      }
    };
  }
}
