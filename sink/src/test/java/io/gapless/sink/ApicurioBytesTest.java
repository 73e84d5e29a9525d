package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowEncoder;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The registry's own serializer and deserializer, as they come, decide what a record's bytes are.
class ApicurioBytesTest {

  private static final int RECORDS = 200;
  private static final Map<String, Object> SERIALIZER = Map.of(
      SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true,
      SchemaResolverConfig.DEREFERENCE_SCHEMA, true);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final RecordSerdes serdes = new RecordSerdes(registry);
  private final RandomRecords random = new RandomRecords(new Random(7));

  static List<Dataset> datasets() {
    return Datasets.all().list();
  }

  /// Those that have a class of their own; records of others are made field by field.
  static List<Dataset> classes() {
    return datasets().stream()
        .filter(dataset -> SpecificData.get().getClass(dataset.schema()) != null).toList();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void bothWriteAndReadTheSameBytes(Dataset dataset) throws IOException {
    var topic = "gapless." + dataset.topic();
    try (var serializer = new AvroKafkaSerializer<SpecificRecord>(registry);
        var deserializer = new AvroKafkaDeserializer<SpecificRecord>(registry)) {
      serializer.configure(SERIALIZER, false);
      deserializer.configure(Map.of(AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true), false);
      for (int i = 0; i < RECORDS; i++) {
        var record = specific(dataset, random.encoded(dataset));

        byte[] ours = serdes.encode(topic, record);
        byte[] theirs = serializer.serialize(topic, record);

        // which registers the schema with notes for Java, so that only the id differs
        assertThat(withoutHeader(theirs)).isEqualTo(withoutHeader(ours));
        assertThat(deserializer.deserialize(topic, ours)).isEqualTo(record);
        assertThat(serdes.decode(topic, theirs, record.getClass())).isEqualTo(record);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void whatItWritesBecomesRows(Dataset dataset) throws IOException {
    var topic = "gapless." + dataset.topic();
    var writer = new RowWriter(dataset, topic, serdes);
    var encoder = new RowEncoder(dataset);
    try (var serializer = new AvroKafkaSerializer<GenericRecord>(registry)) {
      serializer.configure(SERIALIZER, false);
      for (int i = 0; i < RECORDS; i++) {
        var record = new GenericDatumReader<GenericRecord>(dataset.schema()).read(null,
            DecoderFactory.get().binaryDecoder(random.encoded(dataset), null));
        byte[] theirs = serializer.serialize(topic, record);

        var row = new RowBuffer(64);
        writer.append(theirs, row);

        var expected = new RowBuffer(64);
        encoder.encode(theirs, WireFormat.HEADER_BYTES, theirs.length, expected);
        assertThat(bytes(row)).isEqualTo(bytes(expected));
      }
    }
  }

  private static SpecificRecord specific(Dataset dataset, byte[] plain) throws IOException {
    Class<?> type = SpecificData.get().getClass(dataset.schema());
    var reader = new SpecificDatumReader<SpecificRecord>(dataset.schema(),
        SpecificData.get().getSchema(type), SpecificData.getForClass(type));
    return reader.read(null, DecoderFactory.get().binaryDecoder(plain, null));
  }

  private static byte[] withoutHeader(byte[] value) {
    return Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length);
  }

  private static byte[] bytes(RowBuffer row) {
    return Arrays.copyOf(row.bytes(), row.size());
  }
}
