package io.gapless.cli.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.MessageFormatter;
import org.jspecify.annotations.Nullable;

/// Prints the records of our topics for Kafka's console consumer, one JSON object a line:
///
/// ```
/// {"topic":"gapless.transfers.erc20","partition":3,"offset":17,"timestamp":"2024-…Z","key":"evm-1/19000000","value":{…}}
/// ```
///
/// A value that cannot be read is printed as `"unreadable"` with the reason and `"bytes"`. The
/// formatter property `registry` names the schema registry's own API.
public final class JsonRecordFormatter implements MessageFormatter {

  /// The formatter property that names the registry.
  public static final String REGISTRY = "registry";

  private final JsonFactory json = new JsonFactory();
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
  private @Nullable IntFunction<Schema> schemas;

  /// Made by Kafka, which then calls [#configure].
  public JsonRecordFormatter() {}

  JsonRecordFormatter(IntFunction<Schema> schemas) {
    this.schemas = schemas;
  }

  @Override
  public void configure(Map<String, ?> properties) {
    var registry = properties.get(REGISTRY);
    if (registry == null) {
      throw new IllegalArgumentException(
          "the formatter property `registry` is missing: --formatter-property registry=URL");
    }
    schemas = new RecordSerdes(URI.create(registry.toString()))::schema;
  }

  @Override
  public void writeTo(ConsumerRecord<byte[], byte[]> record, PrintStream out) {
    var line = new StringWriter();
    try (var object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("topic", record.topic());
      object.writeNumberField("partition", record.partition());
      object.writeNumberField("offset", record.offset());
      object.writeStringField("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
      object.writeStringField("key",
          record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8));
      writeValue(record.value(), object);
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(line);
  }

  private void writeValue(byte @Nullable [] value, JsonGenerator object) throws IOException {
    if (value == null) {
      object.writeNullField("value");
      return;
    }
    GenericRecord record;
    try {
      record = read(value);
    } catch (IOException | RuntimeException e) {
      object.writeStringField("unreadable", String.valueOf(e.getMessage()));
      object.writeStringField("bytes", AvroJson.hex(value));
      return;
    }
    object.writeFieldName("value");
    AvroJson.write(record.getSchema(), record, object);
  }

  private GenericRecord read(byte[] value) throws IOException {
    if (schemas == null) {
      throw new IllegalStateException("configure was not called");
    }
    int id = WireFormat.schemaId(value);
    var reader = readers.get(id);
    if (reader == null) {
      reader = new GenericDatumReader<>(schemas.apply(id));
      readers.put(id, reader);
    }
    return reader.read(null, DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_BYTES,
        value.length - WireFormat.HEADER_BYTES, null));
  }
}
