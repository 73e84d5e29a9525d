package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {

  private static final TopicPartition FIRST = new TopicPartition(Transfers.TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(Transfers.TOPIC, 1);

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeTables tables = new FakeTables();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<List<Batch>> inserts = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void whatATablesPartitionsHoldIsInsertedTogether() {
    var turn = turn(100, 4);

    turn.take();

    assertThat(inserts).hasSize(1);
    assertThat(inserts.getFirst()).extracting(Batch::count).containsExactly(4, 4);
    assertThat(consumer.committed(Set.of(FIRST, SECOND))).as("intents of both")
        .containsOnly(Map.entry(FIRST, new Intent(0, 4).commit()),
            Map.entry(SECOND, new Intent(0, 4).commit()));
    while (turn.inFlight() > 0) {
      Thread.onSpinWait();
    }
    turn.take();
    assertThat(turn.counts()).isEqualTo(new SinkCounts(8, 2, 0, 0, 0));
    assertThat(tables.keys(Transfers.DATASET.table())).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void anInsertHoldsNoMoreRowsThanItMay() {
    var turn = turn(7, 4);

    turn.take();
    turn.take();

    assertThat(inserts).hasSize(2).allSatisfy(batches -> assertThat(batches).hasSize(1));
  }

  /// Takes turns with two partitions that are to be read to their ends.
  private Turn turn(int maxRows, int rows) {
    var config = new SinkConfig(Topics.withDefaults(), "sink", maxRows, 1 << 20,
        Duration.ofSeconds(1), 8 << 20, 4);
    var writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
    var partitions = new Partitions(consumer,
        partition -> new PartitionRun(writer, config, Selection.all(), (record, reason) -> {
          throw new AssertionError(reason);
        }));
    partitions.assign(
        Map.of(FIRST, new OffsetSpan(0, rows), SECOND, new OffsetSpan(0, rows)));
    for (int n = 0; n < rows; n++) {
      consumer.addRecord(new ConsumerRecord<>(Transfers.TOPIC, 0, n, new byte[0],
          Transfers.encoded(serdes, n)));
      consumer.addRecord(new ConsumerRecord<>(Transfers.TOPIC, 1, n, new byte[0],
          Transfers.encoded(serdes, rows + n)));
    }
    return new Turn(config, consumer, partitions, batches -> {
      inserts.add(batches);
      return Insert.start(batches, tables, threads);
    });
  }
}
