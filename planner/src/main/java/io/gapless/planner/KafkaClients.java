package io.gapless.planner;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The planner's clients of Kafka: what a user's properties say, and what must be so.
///
/// @param kafka properties with at least `bootstrap.servers`
record KafkaClients(Map<String, Object> kafka) {

  /// Short enough that a stop does not wait long for a broker that is gone.
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SESSION_MILLIS = 6_000;

  KafkaClients { kafka = Map.copyOf(kafka); }

  Admin admin() {
    var config = new HashMap<>(kafka);
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return Admin.create(config);
  }

  /// A reader that is given its partitions, no member of a group.
  KafkaConsumer<byte[], byte[]> reader() {
    return consumer(Map.of());
  }

  /// A member of a group; where it dies, another takes over as soon as its processes do.
  KafkaConsumer<byte[], byte[]> member(String group) {
    return consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group,
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 3));
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    var config = new HashMap<>(kafka);
    config.putAll(more);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// A producer of single records.
  KafkaProducer<byte[], byte[]> producer() {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
