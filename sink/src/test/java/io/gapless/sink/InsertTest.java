package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.sink.FakeTables.Fate;
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
  void insertsOnceWhereNothingFails() {
    var counts = insert(Batch.open(Transfers.DATASET, 0, 0, 0));

    assertThat(counts).isEqualTo(new SinkCounts(3, 1, 0, 0, 0));
    assertThat(tables.inserts()).isEqualTo(1);
  }

  @Test
  void repeatsAnInsertThatWasNotAnsweredUnderItsToken() {
    tables.next(Fate.ARRIVES_UNANSWERED, Fate.LOST);

    var counts = insert(Batch.open(Transfers.DATASET, 0, 0, 0));

    assertThat(counts.mended()).isZero();
    assertThat(tables.inserts()).isEqualTo(3);
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void mendsARememberedTokenWithoutRows() {
    tables.next(Fate.TOKEN_WITHOUT_ROWS);

    var counts = insert(Batch.open(Transfers.DATASET, 0, 0, 0));

    assertThat(counts.mended()).isEqualTo(1);
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void mendsWhatASinkBeforeLeftBehind() {
    var intent = new Intent(0, 3, "token");
    tables.next(Fate.TOKEN_WITHOUT_ROWS);
    insert(Batch.recover(Transfers.DATASET, intent, 0));

    var counts = insert(Batch.recover(Transfers.DATASET, intent, 0));

    assertThat(counts).isEqualTo(new SinkCounts(3, 1, 1, 0, 0));
    assertThat(tables.keys(TABLE)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void givesUpWhereTheTableRefusesForGood() {
    tables.next(Fate.REFUSED);

    assertThatThrownBy(() -> insert(Batch.open(Transfers.DATASET, 0, 0, 0)))
        .isInstanceOf(SinkException.class).hasMessageContaining(TABLE)
        .hasMessageContaining("not allowed");
  }

  private SinkCounts insert(Batch batch) {
    var serdes = new RecordSerdes(new InMemoryRegistry());
    var writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
    for (int n = 0; n < 3; n++) {
      writer.append(Transfers.encoded(serdes, n), batch.rows().next());
    }
    batch.reach(3);
    return Insert.start(batch, tables, threads).counts();
  }
}
