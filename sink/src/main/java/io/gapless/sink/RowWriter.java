package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowEncoder;
import io.gapless.schemas.rowbinary.UnreadableRowException;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/// Records of one dataset, as they lie on its topic, to rows.
///
/// A record of the current schema goes from bytes to bytes; one of an older or newer schema is
/// resolved by Avro first. For the poll thread only.
final class RowWriter {

  private final Dataset dataset;
  private final String topic;
  private final RecordSerdes serdes;
  private final RowEncoder encoder;
  private final int currentId;
  private final Map<Integer, Optional<Resolver>> resolvers = new HashMap<>();

  /// Registers the dataset's schema.
  ///
  /// @param topic the topic's whole name
  /// @throws RegistryUnavailableException if that does not succeed
  RowWriter(Dataset dataset, String topic, RecordSerdes serdes) {
    this.dataset = dataset;
    this.topic = topic;
    this.serdes = serdes;
    encoder = new RowEncoder(dataset);
    currentId = serdes.register(topic, dataset);
  }

  Dataset dataset() {
    return dataset;
  }

  /// Appends a record's row.
  ///
  /// @throws UnreadableRowException if it is not a record of the dataset; nothing is appended
  /// @throws RegistryUnavailableException if that cannot be told now
  void append(byte[] value, RowBuffer rows) {
    if (value.length < WireFormat.HEADER_BYTES || value[0] != 0) {
      throw new UnreadableRowException("no Confluent header (magic byte 0 and a schema id)");
    }
    int id = WireFormat.schemaId(value);
    try {
      if (id == currentId) {
        encoder.encode(value, WireFormat.HEADER_BYTES, value.length, rows);
        return;
      }
      var resolver = resolver(id);
      if (resolver.isEmpty()) {
        encoder.encode(value, WireFormat.HEADER_BYTES, value.length, rows);
      } else {
        byte[] resolved = resolver.get().resolve(value);
        encoder.encode(resolved, 0, resolved.length, rows);
      }
    } catch (UnreadableRowException | RegistryUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // whatever a decoder says to bytes that nobody meant for it
      throw new UnreadableRowException("schema " + id + " does not read as " + dataset.name()
          + ": " + e);
    }
  }

  /// What turns records of a schema into those of the current one; empty if they are the same.
  private Optional<Resolver> resolver(int id) {
    var known = resolvers.get(id);
    if (known != null) {
      return known;
    }
    Schema writer;
    try {
      writer = serdes.schema(id);
    } catch (RegistryUnavailableException e) {
      // throws if it is the registry that is down, and not the id that is wrong
      serdes.register(topic, dataset);
      throw new UnreadableRowException(String.valueOf(e.getMessage()));
    }
    Optional<Resolver> resolver = writer.equals(dataset.schema())
        ? Optional.empty()
        : Optional.of(new Resolver(writer, dataset.schema()));
    resolvers.put(id, resolver);
    return resolver;
  }

  /// Avro's own reading and writing, through objects.
  private static final class Resolver {

    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;

    Resolver(Schema from, Schema to) {
      reader = new GenericDatumReader<>(from, to);
      writer = new GenericDatumWriter<>(to);
    }

    byte[] resolve(byte[] value) throws IOException {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_BYTES,
          value.length - WireFormat.HEADER_BYTES, null);
      GenericRecord record = reader.read(null, in);
      if (!in.isEnd()) {
        throw new UnreadableRowException("bytes are left after the record's last field");
      }
      var bytes = new ByteArrayOutputStream();
      var out = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writer.write(record, out);
      return bytes.toByteArray();
    }
  }
}
