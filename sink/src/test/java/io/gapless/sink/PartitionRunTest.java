package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PartitionRunTest {

  private static final SinkConfig LIMITS = new SinkConfig(Topics.withDefaults(), "sink", 5,
      1 << 20, Duration.ofSeconds(1), 1 << 20, 1);

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final PartitionRun run = new PartitionRun(
      new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes), LIMITS, Selection.all(),
      (record, reason) -> {
        throw new AssertionError(reason);
      });

  @Test
  void aBatchIsFormedAcrossReadsAndClosedWhenItHasItsRows() {
    run.begin(0, null);

    run.take(records(0, 3), 3, 0);
    assertThat(run.next(false)).isNull();
    run.take(records(3, 4), 7, 0);

    var batch = due(false);
    assertThat(batch.count()).isEqualTo(5);
    assertThat(batch.intent().first()).isZero();
    assertThat(batch.end()).isEqualTo(5);
    assertThat(run.isFull()).isTrue();
  }

  @Test
  void aBatchIsClosedWhenItIsDue() {
    run.begin(0, null);
    run.take(records(0, 2), 2, 0);

    assertThat(run.next(false)).isNull();
    assertThat(run.next(true)).isNotNull();
  }

  @Test
  void theNextBatchBeginsWhereTheLastOneEnds() {
    run.begin(0, null);
    // the marker of a transaction lies at offset 2
    run.take(records(0, 2), 3, 0);
    var first = due(true);
    run.passed(first);

    run.take(records(7, 1), 8, 0);

    var second = due(true);
    assertThat(first.end()).isEqualTo(3);
    assertThat(second.intent().first()).isEqualTo(3);
    assertThat(second.end()).isEqualTo(8);
  }

  @Test
  void whatWasBegunIsReadUpToItsEndHoweverManyRowsThatAre() {
    run.begin(0, new Intent(0, 8));

    run.take(records(0, 6), 6, 0);
    assertThat(run.next(true)).isNull();
    assertThat(run.isFull()).isFalse();
    run.take(records(6, 4), 10, 0);

    var batch = due(true);
    assertThat(batch.recovered()).isTrue();
    assertThat(batch.intent()).isEqualTo(new Intent(0, 8));
    assertThat(batch.count()).isEqualTo(8);
    run.passed(batch);
    var next = due(true);
    assertThat(next.recovered()).isFalse();
    assertThat(next.intent().first()).isEqualTo(8);
    assertThat(next.count()).isEqualTo(2);
  }

  @Test
  void whatWasBegunEndsAtItsOffsetThoughNoRecordLiesThere() {
    run.begin(0, new Intent(0, 8));

    run.take(records(0, 6), 6, 0);
    run.take(List.of(), 8, 0);

    var batch = due(true);
    assertThat(batch.count()).isEqualTo(6);
    assertThat(batch.end()).isEqualTo(8);
  }

  @Test
  void aTombstoneMovesTheOffsetAndIsNoRow() {
    run.begin(0, null);

    run.take(List.of(Transfers.record(0, null)), 1, 0);

    var batch = due(true);
    assertThat(batch.count()).isZero();
    assertThat(batch.end()).isEqualTo(1);
  }

  private Batch due(boolean due) {
    return Objects.requireNonNull(run.next(due));
  }

  private List<ConsumerRecord<byte[], byte[]>> records(int first, int count) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (int n = first; n < first + count; n++) {
      records.add(Transfers.record(n, Transfers.encoded(serdes, n)));
    }
    return records;
  }
}
