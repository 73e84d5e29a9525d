package io.gapless.fetcher.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.fetcher.leaf.RecordStore.Kind;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.rowbinary.RowDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordStoreTest {

  private static final byte[] HEADER = {0, 0, 0, 0, 9};
  private static final byte[] KEY = {1};
  private static final Kind KIND = new Kind("topic", HEADER,
      new RowDigest(Datasets.all().named("erc20_transfers")));

  private final RecordStore records = new RecordStore();

  @Test
  void keepsEachRecordOfMoreThanOneArrayHolds() {
    for (int n = 0; n < 1_000; n++) {
      add(n);
    }

    assertThat(values()).hasSize(1_000).allSatisfy(value -> assertThat(value).startsWith(HEADER));
    assertThat(values().get(999)).isEqualTo(record(999));
    assertThat(values().get(500)).isEqualTo(record(500));
  }

  @Test
  void forgetsTheLastOnesAndGoesOnBehindTheOthers() {
    for (int n = 0; n < 700; n++) {
      add(n);
    }
    var before = records.first(10);

    records.truncate(10);
    add(11);

    assertThat(records.count()).isEqualTo(11);
    assertThat(values().get(9)).isEqualTo(record(9));
    assertThat(values().get(10)).isEqualTo(record(11));
    assertThat(before).hasSize(10);
    assertThat(before.getLast().value()).isEqualTo(record(9));
  }

  @Test
  void forgetsAllOfThem() {
    add(1);

    records.truncate(0);
    add(2);

    assertThat(values()).singleElement().isEqualTo(record(2));
  }

  @Test
  void aRecordThatWasNotEndedIsNone() {
    add(1);
    records.begin(KIND).writeLong(12345);

    add(2);

    assertThat(values()).containsExactly(record(1), record(2));
  }

  private void add(int n) {
    records.begin(KIND);
    records.write(body(n));
    assertThat(records.end(KIND, KEY)).isEqualTo(record(n).length);
  }

  private List<byte[]> values() {
    return records.first(records.count()).stream().map(record -> record.value()).toList();
  }

  private static byte[] record(int n) {
    var record = Arrays.copyOf(HEADER, HEADER.length + body(n).length);
    System.arraycopy(body(n), 0, record, HEADER.length, body(n).length);
    return record;
  }

  /// Of 600 bytes and a few.
  private static byte[] body(int n) {
    var body = new byte[600 + n % 7];
    Arrays.fill(body, (byte) n);
    return body;
  }
}
