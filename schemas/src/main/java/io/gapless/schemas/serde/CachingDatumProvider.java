package io.gapless.schemas.serde;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Readers and writers of generated records, made once a schema.
///
/// Apicurio's own provider takes a fingerprint of the schema for every record, which costs more
/// than all the rest of writing it.
public final class CachingDatumProvider<T> implements AvroDatumProvider<T> {

  private static final String NOTE = ",\"avro.java.string\":\"String\"";

  private final Map<Schema, Schema> published = new ConcurrentHashMap<>();
  private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();
  private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();

  @Override
  public DatumWriter<T> createDatumWriter(T record, Schema schema) {
    return writers.computeIfAbsent(schema, s -> new SpecificDatumWriter<>(s, modelOf(s)));
  }

  @Override
  public DatumReader<T> createDatumReader(Schema writer) {
    return readers.computeIfAbsent(writer, s -> {
      var model = modelOf(s);
      return new SpecificDatumReader<>(s, model.getSchema(model.getClass(s)), model);
    });
  }

  @Override
  public Schema toSchema(T record) {
    return published(((SpecificRecord) record).getSchema());
  }

  /// A generated class's schema without the notes that are for Java alone, so that the registry
  /// holds what the `.avsc` says.
  private Schema published(Schema generated) {
    return published.computeIfAbsent(generated, schema -> new SchemaParser()
        .parse(schema.toString()
            .replace("{\"type\":\"string\"" + NOTE + "}", "\"string\"").replace(NOTE, ""))
        .mainSchema());
  }

  private static SpecificData modelOf(Schema schema) {
    Class<?> type = SpecificData.get().getClass(schema);
    if (type == null) {
      throw new IllegalArgumentException("no class of this build reads " + schema.getFullName());
    }
    return SpecificData.getForClass(type);
  }
}
