package io.gapless.fetcher.fleet;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.FleetShares;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a process's pool its share of every endpoint's limit, in proportion to the demand that the
/// processes of the fleet report in their heartbeats. One a process, whatever the number of its
/// fetchers. Where the heartbeats cannot be read it says so once, goes on trying, and leaves the
/// shares as they are.
public final class SharedBudget implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SharedBudget.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final String topic;
  private final EndpointPool<?> pool;
  private final InstantSource clock;
  private final FleetReports reports = new FleetReports();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable KafkaConsumer<byte[], byte[]> reading;

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param pool the endpoints that this process asks
  public SharedBudget(Map<String, Object> kafka, RecordSerdes serdes, Topics topics,
      EndpointPool<?> pool, InstantSource clock) {
    var config = new HashMap<>(kafka);
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "latest");
    config.put("allow.auto.create.topics", "false");
    this.kafka = Map.copyOf(config);
    this.serdes = serdes;
    this.topic = topics.heartbeats();
    this.pool = pool;
    this.clock = clock;
  }

  /// Reads and shares until [#close].
  @Override
  public void run() {
    boolean failing = false;
    try {
      do {
        try (var consumer =
            new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          if (!begin(consumer)) {
            return;
          }
          seekToRecent(consumer);
          failing = false;
          while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(this::read);
            share();
          }
        } catch (WakeupException | InterruptException e) {
          return;
        } catch (KafkaException | RegistryUnavailableException e) {
          if (!failing) {
            log.warn("heartbeats cannot be read, this process keeps its share of each endpoint's"
                + " limit: {}", e.getMessage());
          }
          failing = true;
        } finally {
          ended();
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (reading != null) {
      reading.wakeup();
    }
  }

  private synchronized boolean begin(KafkaConsumer<byte[], byte[]> consumer) {
    reading = consumer;
    return closed.getCount() > 0;
  }

  private synchronized void ended() {
    reading = null;
  }

  /// What is older tells of processes that may be gone.
  private void seekToRecent(KafkaConsumer<byte[], byte[]> consumer) {
    var known = consumer.partitionsFor(topic, PATIENCE);
    if (known == null || known.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    var partitions = known.stream()
        .map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    long since = clock.instant().minus(FleetShares.FRESH).toEpochMilli();
    var times = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> times.put(partition, since));
    consumer.offsetsForTimes(times, PATIENCE).forEach((partition, found) -> {
      if (found != null) {
        consumer.seek(partition, found.offset());
      }
    });
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      reports.add(serdes.decode(topic, record.value(), Heartbeat.class));
    } catch (UnreadableRecordException e) {
      log.warn("heartbeat at {} of {} skipped: {}", record.offset(), topic, e.getMessage());
    }
  }

  private void share() {
    var now = clock.instant();
    pool.endpoints().forEach(endpoint -> pool.share(endpoint.name(),
        FleetShares.of(pool.id(), reports.of(endpoint.name()), now)));
  }
}
