package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.sink.FakeTables.Fate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsertTest {

  private static final String TABLE = Transfers.DATASET.table();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeTables tables = new FakeTables();

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void insertsBatchesTogetherAndOnceWhereNothingFails() {
    var first = filled(fresh(), 0, 3);
    var second = filled(fresh(), 3, 5);

    var insert = Insert.start(List.of(first, second), tables, threads);

    assertThat(insert.counts(first)).isEqualTo(new SinkCounts(3, 1, 0, 0, 0));
    assertThat(insert.counts(second)).isEqualTo(new SinkCounts(2, 1, 0, 0, 0));
    assertThat(tables.inserts()).isEqualTo(1);
    assertThat(tables.keys(TABLE)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void repeatsAnInsertThatWasNotAnsweredUnderItsToken() {
    tables.next(Fate.ARRIVES_UNANSWERED, Fate.LOST);

    var counts = insert(fresh());

    assertThat(counts.mended()).isZero();
    assertThat(tables.inserts()).isEqualTo(3);
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void mendsARememberedTokenWithoutRows() {
    tables.next(Fate.TOKEN_WITHOUT_ROWS);

    var counts = insert(fresh());

    assertThat(counts.mended()).isEqualTo(1);
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void insertsWhatASinkBeforeDidNot() {
    tables.next(Fate.TOKEN_WITHOUT_ROWS);

    var counts = insert(recovered(3));

    assertThat(counts).isEqualTo(new SinkCounts(3, 1, 1, 1, 0));
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void insertsOfWhatWasTakenOverOnlyTheBatchThatIsShort() {
    insert(fresh());
    var there = filled(recovered(3), 0, 3);
    var missing = filled(recovered(5), 3, 5);

    var insert = Insert.start(List.of(there, missing), tables, threads);

    assertThat(insert.counts(there)).isEqualTo(new SinkCounts(3, 1, 1, 0, 0));
    assertThat(insert.counts(missing)).isEqualTo(new SinkCounts(2, 1, 1, 1, 0));
    assertThat(tables.inserts()).isEqualTo(2);
    assertThat(tables.keys(TABLE)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void goesOnWhileOneOfItsBatchesIsWaitedFor() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    tables.beforeInsert(() -> {
      begun.countDown();
      await(mayGoOn);
    });
    var given = filled(fresh(), 0, 3);
    var kept = filled(fresh(), 3, 5);
    var insert = Insert.start(List.of(given, kept), tables, threads);
    begun.await();

    insert.abandon(given);
    mayGoOn.countDown();

    assertThat(insert.counts(kept).rows()).isEqualTo(2);
    assertThat(tables.keys(TABLE)).hasSize(5);
  }

  @Test
  void endsOnceNoneOfItsBatchesIsWaitedFor() {
    tables.beforeInsert(() -> await(new CountDownLatch(1)));
    var first = filled(fresh(), 0, 3);
    var second = filled(fresh(), 3, 5);
    var insert = Insert.start(List.of(first, second), tables, threads);

    insert.abandon(first);
    assertThat(insert.isDone()).isFalse();
    insert.abandon(second);

    assertThat(insert.isDone()).isTrue();
    assertThat(insert.succeedsWithin(Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void givesUpWhereTheTableRefusesForGood() {
    tables.next(Fate.REFUSED);

    assertThatThrownBy(() -> insert(fresh()))
        .isInstanceOf(SinkException.class).hasMessageContaining(TABLE)
        .hasMessageContaining("not allowed");
  }

  private SinkCounts insert(Batch batch) {
    return Insert.start(List.of(filled(batch, 0, 3)), tables, threads).counts(batch);
  }

  private static Batch fresh() {
    return Batch.open(Transfers.DATASET, 0, 0, 0);
  }

  private static Batch recovered(long end) {
    return Batch.recover(Transfers.DATASET, new Intent(0, end), 0);
  }

  private static Batch filled(Batch batch, int first, int end) {
    var serdes = new RecordSerdes(new InMemoryRegistry());
    var writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
    for (int n = first; n < end; n++) {
      writer.append(Transfers.encoded(serdes, n), batch.rows().next());
    }
    batch.reach(end);
    return batch;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
