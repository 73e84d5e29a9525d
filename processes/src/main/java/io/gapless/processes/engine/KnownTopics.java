package io.gapless.processes.engine;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics that a broker has.
///
/// @param producer asked for them; it remembers what it heard
record KnownTopics(Producer<byte[], byte[]> producer) {

  /// Partitions of a topic; 0 where the broker says that there is none.
  ///
  /// @throws TimeoutException if it says nothing
  int partitions(String topic) {
    try {
      return producer.partitionsFor(topic).size();
    } catch (InvalidTopicException e) {
      return 0;
    } catch (TimeoutException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }
}
