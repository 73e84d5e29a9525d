package io.gapless.processes.engine;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;

/// The topics that a broker has.
///
/// @param producer asked for them; it remembers what it heard
record KnownTopics(Producer<byte[], byte[]> producer) {

  /// Partitions of a topic; 0 where the broker does not say that there is such a one.
  int partitions(String topic) {
    try {
      return producer.partitionsFor(topic).size();
    } catch (TimeoutException | InvalidTopicException e) {
      return 0;
    }
  }
}
