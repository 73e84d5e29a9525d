package io.gapless.processes.engine;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The producer of commands and answers: idempotent, never in a transaction, sends at once.
final class CommandProducer {

  private CommandProducer() {}

  /// @param kafka client properties with at least `bootstrap.servers`
  static KafkaProducer<byte[], byte[]> of(Map<String, Object> kafka) {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
