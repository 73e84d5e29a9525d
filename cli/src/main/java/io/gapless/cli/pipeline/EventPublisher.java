package io.gapless.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells users what happens to this process, on the topic of events. It happens so seldom that each
/// time has a producer of its own.
public final class EventPublisher {

  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
  private static final int PATIENCE_MILLIS = 10_000;

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;

  /// @param kafka client properties with at least `bootstrap.servers`
  public EventPublisher(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.topics = topics;
  }

  /// Publishes, and waits for it.
  ///
  /// @return whether the broker has it; if not, that is logged
  public boolean publish(LifecycleEvent event) throws InterruptedException {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.events(),
          Topics.keyOf(event).getBytes(UTF_8),
          serdes.encode(topics.events(), event))).get();
      return true;
    } catch (ExecutionException | RuntimeException e) {
      log.warn("event not told: {}: {}", event.getMessage(), e.getMessage());
      return false;
    }
  }
}
