package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRowsTest {

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final RowWriter writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);

  @Test
  void manyRowsLieInSeveralPiecesAndAreAllFound() {
    var rows = new BatchRows(0);
    append(rows, 20_000);

    assertThat(rows.pieces()).hasSizeGreaterThan(1);
    assertThat(rows.count()).isEqualTo(20_000);
    assertThat(rows.pieces()).allSatisfy(piece -> assertThat(piece.count()).isPositive());
    assertThat(FakeTables.newest(Transfers.DATASET, rows)).hasSize(20_000)
        .containsKeys(List.of("65766D2D31", "0", "0"), List.of("65766D2D31", "1999", "9"));
  }

  @Test
  void memoryIsWhatTheRowsNeed() {
    var few = new BatchRows(0);
    append(few, 1);
    assertThat(few.memory()).isLessThan(100_000);

    var many = new BatchRows(100_000_000);
    append(many, 20_000);
    assertThat(many.bytes()).isEqualTo(20_000 * few.bytes());
    assertThat(many.memory()).isGreaterThanOrEqualTo(many.bytes())
        .isLessThan(many.bytes() + (3 << 20));
  }

  private void append(BatchRows rows, int count) {
    for (int n = 0; n < count; n++) {
      writer.append(Transfers.encoded(serdes, n), rows.next());
    }
  }
}
