package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.UnreadableRowException;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RowWriterTest {

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final RowWriter writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
  private final RowBuffer rows = new RowBuffer(64);

  @Test
  void aRecordOfAnotherSchemaIsResolved() throws IOException {
    var expected = new RowBuffer(64);
    writer.append(Transfers.encoded(serdes, 7), expected);

    writer.append(withOneMoreField(7), rows);

    assertThat(written(rows)).isEqualTo(written(expected));
  }

  @Test
  void aRecordWithoutHeaderIsUnreadable() {
    assertUnreadable(new byte[]{1, 2, 3, 4, 5, 6}, "no Confluent header");
  }

  @Test
  void aRecordOfAnUnknownSchemaIsUnreadable() {
    var record = Transfers.encoded(serdes, 1);
    record[4] = 99;

    assertUnreadable(record, "99");
  }

  @Test
  void aRecordOfAnotherTypeIsUnreadable() {
    int id = serdes.register("other", Datasets.all().named("heartbeats"));
    var record = Transfers.encoded(serdes, 1);
    WireFormat.writeHeader(record, id);

    assertUnreadable(record, "does not read as erc20_transfers");
  }

  @Test
  void aRecordThatIsCutShortIsUnreadable() {
    var record = Transfers.encoded(serdes, 1);

    assertUnreadable(Arrays.copyOf(record, record.length - 1), "ends early");
  }

  private void assertUnreadable(byte[] record, String reason) {
    assertThatThrownBy(() -> writer.append(record, rows)).isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining(reason);
    assertThat(rows.size()).isZero();
  }

  /// The n-th transfer as a version that knows one field more would write it.
  private byte[] withOneMoreField(int n) throws IOException {
    var current = Transfers.DATASET.schema();
    var schema = Schema.createRecord(current.getName(), null, current.getNamespace(), false);
    var fields = new ArrayList<>(List.of(
        new Schema.Field("note", Schema.create(Schema.Type.STRING))));
    current.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    schema.setFields(fields);
    int id = serdes.register(Transfers.TOPIC, new Dataset("newer", schema, List.of()));
    var record = new GenericData.Record(schema);
    record.put("note", "unknown here");
    var transfer = Transfers.transfer(n);
    current.getFields().forEach(field -> record.put(field.name(),
        transfer.get(field.pos()) instanceof Instant time
            ? time.toEpochMilli()
            : transfer.get(field.pos())));
    var out = new ByteArrayOutputStream();
    var header = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(header, id);
    out.write(header);
    new GenericDatumWriter<GenericRecord>(schema).write(record,
        EncoderFactory.get().directBinaryEncoder(out, null));
    return out.toByteArray();
  }

  private static byte[] written(RowBuffer buffer) {
    return Arrays.copyOf(buffer.bytes(), buffer.size());
  }
}
