package io.gapless.processes.engine;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// A record on its way to a topic: of a namespace, of user code's choice, or of the dead letters.
///
/// @param topic whole name
/// @param partition of the topic; null: by the key, as producers choose
/// @param value its bytes
record Outgoing(String topic, @Nullable Integer partition, Bytes value) {

  /// The partition for Kafka Streams, which chooses by the key itself where this is empty.
  Optional<Set<Integer>> partitions() {
    return Optional.ofNullable(partition).map(Set::of);
  }
}
