package io.gapless.cli.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How much is covered, as the fetchers say it: read from the coverage topic, so that it shows
/// while the gap detector is dead.
final class CoverageWatch implements Watch, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(90);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordSerdes serdes;
  private final Map<String, Long> blocks = new HashMap<>();
  private long read;

  CoverageWatch(String kafka, RecordSerdes serdes, Topics topics) {
    this.serdes = serdes;
    consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed",
            "auto.offset.reset", "earliest", "enable.auto.commit", "false"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(consumer.partitionsFor(topics.coverage()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition())).toList());
  }

  /// Blocks covered.
  @Override
  public long done() {
    return blocks.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Outcomes that replaced an earlier one of their leaf.
  long repeated() {
    return read - blocks.size();
  }

  @Override
  public boolean await(long wanted, BooleanSupplier goesOn) {
    long covered = done();
    long since = System.nanoTime();
    while (done() < wanted) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      if (done() != covered) {
        covered = done();
        since = System.nanoTime();
      } else if (System.nanoTime() - since > LONGEST_STANDSTILL.toNanos()) {
        throw new AssertionError("stands still at " + covered + " blocks");
      }
      for (var record : consumer.poll(POLL)) {
        var outcome = serdes.decode(record.topic(), record.value(), RangeOutcome.class);
        blocks.put(new String(record.key(), UTF_8),
            outcome.getCovered() ? outcome.getLast() - outcome.getFirst() + 1 : 0);
        read++;
      }
    }
    return true;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
