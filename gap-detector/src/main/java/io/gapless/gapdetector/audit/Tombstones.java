package io.gapless.gapdetector.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import io.gapless.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes records that delete rows: the row's key, the version of the leaf that replaced it,
/// `is_deleted`, and nothing else. They go where the row's record went, so that a replay of the
/// topic ends with the same tables.
final class Tombstones {

  private final RecordSerdes serdes;
  private final Topics topics;

  Tombstones(RecordSerdes serdes, Topics topics) {
    this.serdes = serdes;
    this.topics = topics;
  }

  /// @param key the row's key after its chain
  ProducerRecord<byte[], byte[]> of(Job job, Dataset dataset, CoveredLeaf leaf, List<Long> key,
      Instant at) {
    var topic = topics.named(dataset.topic());
    GenericRecord record = zeros(dataset.schema());
    record.put(dataset.key().getFirst(), job.getChain());
    for (int i = 0; i < key.size(); i++) {
      put(record, dataset.key().get(i + 1), key.get(i));
    }
    record.put("job_id", job.getJobId());
    record.put("version", leaf.version());
    record.put("created_at", at.toEpochMilli());
    record.put("is_deleted", true);
    return new ProducerRecord<>(topic, (job.getChain() + "/" + key.getFirst()).getBytes(UTF_8),
        encoded(record, serdes.register(topic, dataset)));
  }

  private static void put(GenericRecord record, String column, long number) {
    boolean isInt = record.getSchema().getField(column).schema().getType() == Schema.Type.INT;
    if (isInt) {
      record.put(column, (int) number);
    } else {
      record.put(column, number);
    }
  }

  private static byte[] encoded(GenericRecord record, int schemaId) {
    try {
      var header = new byte[WireFormat.HEADER_BYTES];
      WireFormat.writeHeader(header, schemaId);
      var bytes = new ByteArrayOutputStream();
      bytes.write(header);
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericRecord zeros(Schema schema) {
    var record = new GenericData.Record(schema);
    schema.getFields().forEach(field -> record.put(field.name(), zero(field.schema())));
    return record;
  }

  private static Object zero(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "";
      case BYTES -> ByteBuffer.allocate(0);
      case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case BOOLEAN -> false;
      case ARRAY -> List.of();
      case MAP -> Map.of();
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getFirst());
      case RECORD -> zeros(schema);
      case UNION -> zero(schema.getTypes().getFirst());
      case NULL -> throw new IllegalArgumentException("a column cannot be null alone");
    };
  }
}
