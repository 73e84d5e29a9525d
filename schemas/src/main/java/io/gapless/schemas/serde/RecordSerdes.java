package io.gapless.schemas.serde;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.gapless.schemas.dataset.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/// Records to bytes and back, in the Confluent wire format, through Apicurio's serdes.
///
/// One for a process; safe for many threads.
public final class RecordSerdes {

  private static final Map<String, Object> CONFIG = Map.of(
      SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true,
      SchemaResolverConfig.AUTO_REGISTER_ARTIFACT_IF_EXISTS, "FIND_OR_CREATE_VERSION",
      // one subject a topic holds the whole schema, without references to other subjects
      SchemaResolverConfig.DEREFERENCE_SCHEMA, true,
      AvroSerdeConfig.AVRO_DATUM_PROVIDER, CachingDatumProvider.class.getName(),
      AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 4;
  private static final int INITIAL_BYTES = 256;

  private final RegistryClientFacade registry;
  private final Serializer<SpecificRecord> serializer;
  private final CachingDatumProvider<SpecificRecord> datums = new CachingDatumProvider<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  /// Ids of schemas that are registered for their topics.
  private final Map<Subject, Integer> written = new ConcurrentHashMap<>();

  private record Subject(String topic, Schema schema) {}

  /// @param registry base of the registry's own API, e.g. `http://127.0.0.1:8080/apis/registry/v3`
  public RecordSerdes(URI registry) {
    this(connect(registry));
  }

  /// One after the other: the client's library walks and fills tables of the whole JVM.
  private static synchronized RegistryClientFacade connect(URI registry) {
    return RegistryClientFacadeFactory.create(new ResolverConfig(
        Map.of(SchemaResolverConfig.REGISTRY_URL, registry.toString(),
            SchemaResolverConfig.HTTP_ADAPTER, "JDK")));
  }

  public RecordSerdes(RegistryClientFacade registry) {
    this.registry = BoundedRegistry.of(registry, PATIENCE, ATTEMPTS);
    var apicurioSerializer = new AvroKafkaSerializer<SpecificRecord>(this.registry);
    apicurioSerializer.configure(CONFIG, false);
    serializer = apicurioSerializer;
  }

  /// A record's bytes.
  ///
  /// @throws RegistryUnavailableException if its schema cannot be registered
  public byte[] encode(String topic, SpecificRecord record) {
    try {
      Integer id = written.get(new Subject(topic, record.getSchema()));
      return id == null ? register(topic, record) : encode(id, record);
    } catch (IOException | RuntimeException e) {
      throw unavailable(topic, e);
    }
  }

  /// The first of its kind goes through Apicurio's serializer, which registers the schema.
  private byte[] register(String topic, SpecificRecord record) {
    byte[] bytes = serializer.serialize(topic, record);
    written.put(new Subject(topic, record.getSchema()), WireFormat.schemaId(bytes));
    return bytes;
  }

  private byte[] encode(int id, SpecificRecord record) throws IOException {
    var out = new ByteArrayOutputStream(INITIAL_BYTES);
    byte[] header = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(header, id);
    out.write(header);
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    datums.createDatumWriter(record, record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  /// The record in these bytes.
  ///
  /// @throws UnreadableRecordException if they are not a record of this type
  /// @throws RegistryUnavailableException if that cannot be told now
  public <T extends SpecificRecord> T decode(String topic, byte[] bytes, Class<T> type) {
    try {
      // one cache of schemas: a registry that is away is no fault of the record's
      var writer = schema(WireFormat.schemaId(bytes));
      var decoder = DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_BYTES,
          bytes.length - WireFormat.HEADER_BYTES, null);
      return type.cast(datums.createDatumReader(writer).read(null, decoder));
    } catch (RegistryUnavailableException e) {
      if (isUnknownId(e)) {
        throw new UnreadableRecordException(topic, e);
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRecordException(topic, e);
    }
  }

  private static boolean isUnknownId(RegistryUnavailableException e) {
    return e.getCause() instanceof ApiException answer && answer.getResponseStatusCode() == 404;
  }

  /// A serde of one record type, for Kafka Streams; null stays null.
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom((topic, record) -> record == null ? null : encode(topic, record),
        (topic, bytes) -> bytes == null ? null : decode(topic, bytes, type));
  }

  /// Registers a dataset's schema for a topic, as the serializer would at its first record.
  ///
  /// @param topic the topic's whole name
  /// @return the id for the header of its records
  /// @throws RegistryUnavailableException if that does not succeed
  public int register(String topic, Dataset dataset) {
    try {
      return Math.toIntExact(registry.createSchema("AVRO", "default", topic + "-value", null,
          "FIND_OR_CREATE_VERSION", false, dataset.schema().toString(), Set.of()).getContentId());
    } catch (RuntimeException e) {
      throw unavailable(topic, e);
    }
  }

  /// The schema of an id; asked of the registry once.
  ///
  /// @throws RegistryUnavailableException if the registry does not answer or does not know it
  public Schema schema(int id) {
    var known = schemas.get(id);
    if (known != null) {
      return known;
    }
    try {
      // asked outside of the map, whose lock would stop those who want other schemas
      var asked = new SchemaParser().parse(registry.getSchemaByContentId((long) id)).mainSchema();
      schemas.putIfAbsent(id, asked);
      return asked;
    } catch (RuntimeException e) {
      throw new RegistryUnavailableException(
          "the schema registry has no schema " + id + " or does not answer: " + e.getMessage(), e);
    }
  }

  private static RegistryUnavailableException unavailable(String topic, Exception e) {
    return new RegistryUnavailableException(
        "the schema registry did not take the schema of " + topic + ": " + e.getMessage(), e);
  }

  /// Opens the constructor that takes settings.
  private static final class ResolverConfig extends SchemaResolverConfig {
    ResolverConfig(Map<String, Object> settings) {
      this.originals = settings;
    }
  }
}
