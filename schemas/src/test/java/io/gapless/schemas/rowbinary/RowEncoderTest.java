package io.gapless.schemas.rowbinary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BlockingBinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RowEncoderTest {

  private static final Schema UINT256 = SchemaBuilder.fixed("UInt256").size(32);

  @Test
  void writesNumbersLowestByteFirst() throws IOException {
    var schema = SchemaBuilder.record("R").fields().requiredInt("a").requiredLong("b")
        .requiredBoolean("c").requiredDouble("d").endRecord();
    var record = new GenericData.Record(schema);
    record.put("a", 0x01020304);
    record.put("b", -1L);
    record.put("c", true);
    record.put("d", 1.0);

    assertThat(hex(schema, record)).isEqualTo("04030201" + "ffffffffffffffff" + "01"
        + "000000000000f03f");
  }

  @Test
  void turnsA256BitNumberRound() throws IOException {
    var schema = SchemaBuilder.record("R").fields().name("value").type(UINT256).noDefault()
        .endRecord();
    var value = new byte[32];
    value[31] = 7;
    value[0] = 1;
    var record = new GenericData.Record(schema);
    record.put("value", new GenericData.Fixed(UINT256, value));

    assertThat(hex(schema, record)).isEqualTo("07" + "00".repeat(30) + "01");
  }

  @Test
  void putsOneCountBeforeAList() throws IOException {
    var schema = SchemaBuilder.record("R").fields().name("names").type().array().items()
        .stringType().noDefault().requiredInt("after").endRecord();
    var record = new GenericData.Record(schema);
    record.put("names", List.of("ab", "c"));
    record.put("after", 9);

    assertThat(hex(schema, record)).isEqualTo("02" + "026162" + "0163" + "09000000");
  }

  @Test
  void joinsTheBlocksOfALongList() throws IOException {
    var schema = SchemaBuilder.record("R").fields().name("numbers").type().array().items()
        .intType().noDefault().requiredInt("after").endRecord();
    var record = new GenericData.Record(schema);
    var numbers = new ArrayList<Integer>();
    for (int i = 0; i < 300; i++) {
      numbers.add(i);
    }
    record.put("numbers", numbers);
    record.put("after", 9);
    var bytes = new ByteArrayOutputStream();
    var blocking = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(bytes, null);
    assertThat(blocking).isInstanceOf(BlockingBinaryEncoder.class);
    new GenericDatumWriter<GenericRecord>(schema).write(record, blocking);
    blocking.flush();

    var row = encode(schema, bytes.toByteArray());

    assertThat(row).hasSize(2 + 300 * 4 + 4);
    assertThat(row).startsWith(0xAC, 0x02, 0, 0, 0, 0, 1, 0, 0, 0).endsWith(9, 0, 0, 0);
  }

  @Test
  void writesTheNameOfASymbol() throws IOException {
    var kind = SchemaBuilder.enumeration("Kind").symbols("SPLIT", "MERGE");
    var schema = SchemaBuilder.record("R").fields().name("kind").type(kind).noDefault().endRecord();
    var record = new GenericData.Record(schema);
    record.put("kind", new GenericData.EnumSymbol(kind, "MERGE"));

    assertThat(hex(schema, record)).isEqualTo("05" + "4d45524745");
    assertThatThrownBy(() -> encode(schema, new byte[]{4})).hasMessage("symbol 2 of Kind");
  }

  @Test
  void marksWhatIsAbsent() throws IOException {
    var schema = SchemaBuilder.record("R").fields().optionalLong("a").optionalLong("b").endRecord();
    var record = new GenericData.Record(schema);
    record.put("b", 5L);

    assertThat(hex(schema, record)).isEqualTo("01" + "000500000000000000");
  }

  @Test
  void refusesARecordThatEndsEarlyAndAppendsNothing() {
    var dataset = Datasets.all().named("erc20_transfers");
    var out = new RowBuffer(16);

    assertThatThrownBy(() -> new RowEncoder(dataset).encode(new byte[10], 0, 10, out))
        .isInstanceOf(UnreadableRowException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void refusesBytesAfterTheRecord() throws IOException {
    var schema = SchemaBuilder.record("R").fields().requiredInt("a").endRecord();

    assertThatThrownBy(() -> encode(schema, new byte[]{2, 2}))
        .hasMessageContaining("1 bytes are left");
  }

  @Test
  void knowsAColumnTypeForEveryFieldOfEveryDataset() {
    for (var dataset : Datasets.all().list()) {
      assertThat(RowEncoder.columnTypes(dataset.schema())).hasSameSizeAs(dataset.columns());
    }
    assertThat(RowEncoder.columnTypes(Datasets.all().named("erc1155_transfers").schema()))
        .contains("Array(UInt256)", "FixedString(20)", "DateTime64(3, 'UTC')", "UInt8");
    var columns = Datasets.all().named("neg_risk_events").columns();
    assertThat(RowEncoder.columnTypes(Datasets.all().named("neg_risk_events").schema()).subList(
        columns.indexOf("kind"), columns.indexOf("job_id")))
        .containsExactly("String", "FixedString(32)", "FixedString(32)", "FixedString(32)",
            "FixedString(20)", "FixedString(20)", "UInt256", "UInt256", "UInt8", "UInt256",
            "UInt256", "Array(UInt256)", "String");
  }

  private static String hex(Schema schema, GenericRecord record) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return HexFormat.of().formatHex(encode(schema, bytes.toByteArray()));
  }

  private static byte[] encode(Schema schema, byte[] avro) {
    var out = new RowBuffer(4);
    new RowEncoder(new Dataset("r", schema, List.of())).encode(avro, 0, avro.length, out);
    return Arrays.copyOf(out.bytes(), out.size());
  }
}
