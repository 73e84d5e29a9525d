package io.gapless.schemas.worker;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a worker's heartbeat at once, then every few seconds, and a last one when it leaves.
///
/// A beat that cannot be sent is logged once and stops nothing.
public final class Heart implements AutoCloseable {

  /// Time between two beats.
  public static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(Heart.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordSerdes serdes;
  private final String topic;
  private final Supplier<Heartbeat> beat;
  private final Thread thread;
  private final CountDownLatch leaving = new CountDownLatch(1);
  private boolean failing;

  /// Starts beating.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param beat what to say now; called on the heart's own thread
  public Heart(Map<String, Object> kafka, RecordSerdes serdes, Topics topics,
      Supplier<Heartbeat> beat) {
    var config = new HashMap<>(kafka);
    config.put("linger.ms", 0);
    config.put("max.block.ms", 5_000);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.serdes = serdes;
    this.topic = topics.heartbeats();
    this.beat = beat;
    thread = Thread.ofVirtual().name("heart").start(this::run);
  }

  /// Says that the worker leaves, and stops.
  @Override
  public void close() {
    // the registry's client swallows an interrupt, so that alone would not end the thread
    leaving.countDown();
    thread.interrupt();
    try {
      thread.join();
      var last = beat.get();
      last.setState(WorkerState.LEFT);
      send(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(2));
  }

  private void run() {
    try {
      do {
        send(beat.get());
      } while (!leaving.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Heartbeat heartbeat) throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topic,
          heartbeat.getWorkerId().getBytes(StandardCharsets.UTF_8),
          serdes.encode(topic, heartbeat))).get();
      failing = false;
    } catch (ExecutionException | RuntimeException e) {
      if (!failing) {
        log.warn("heartbeat not sent, will go on trying: {}", e.getMessage());
      }
      failing = true;
    }
  }
}
