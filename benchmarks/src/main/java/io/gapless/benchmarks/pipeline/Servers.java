package io.gapless.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.fetcher.work.WorkKind;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The embedded servers on a folder of their own: Kafka in this process, registry and ClickHouse
/// as its children.
public final class Servers implements AutoCloseable {

  private final EmbeddedStack stack;
  private final ClickHouse tables;
  private final RecordSerdes serdes;

  private Servers(EmbeddedStack stack) {
    this.stack = stack;
    tables = ClickHouse.connect("jdbc:clickhouse:" + clickHouse() + "/default");
    serdes = new RecordSerdes(registry());
  }

  /// Starts them, with empty tables.
  ///
  /// @param progress told in lines what is fetched on first use
  public static Servers start(Path folder, Consumer<String> progress) {
    var stack = EmbeddedStack.start(EmbeddedConfig.of(folder), progress);
    try {
      var servers = new Servers(stack);
      servers.tables.createTables();
      return servers;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// Client properties.
  public Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", stack.url(Service.KAFKA));
  }

  /// Base URL of the registry's API.
  public URI registry() {
    return URI.create(stack.url(Service.REGISTRY) + "/apis/registry/v3");
  }

  /// How records are written and read.
  public RecordSerdes serdes() {
    return serdes;
  }

  /// The tables.
  public ClickHouse tables() {
    return tables;
  }

  /// Base URL of ClickHouse's HTTP interface.
  public String clickHouse() {
    return stack.url(Service.CLICKHOUSE);
  }

  /// Rows of a table, those that replace each other included.
  public long rows(String table) {
    return tables.query("SELECT count() FROM `" + table + "`", row -> row.getLong(1)).getFirst();
  }

  /// Deletes all rows.
  public void emptyTables() {
    Datasets.all().list()
        .forEach(dataset -> tables.execute("TRUNCATE TABLE `" + dataset.table() + "`"));
  }

  /// Creates all topics that a chain has.
  public void createTopics(Topics topics, String chain) {
    try (var admin = Admin.create(kafka())) {
      topics.create(admin, Datasets.all().topics(), List.of(chain));
    }
  }

  /// Writes works to their topic, each to the partition that its number decides.
  ///
  /// @param topic by its whole name
  public <W extends SpecificRecord> void publish(String topic, WorkKind<W, ?> kind,
      List<W> works) {
    try (var producer = new KafkaProducer<byte[], byte[]>(kafka(), new ByteArraySerializer(),
        new ByteArraySerializer())) {
      int partitions = producer.partitionsFor(topic).size();
      for (var work : works) {
        var _ = producer.send(new ProducerRecord<>(topic,
            Topics.workPartition(kind.jobId(work), kind.number(work), partitions),
            (kind.jobId(work) + "/" + kind.number(work)).getBytes(UTF_8),
            serdes.encode(topic, work)));
      }
    }
  }

  /// Deletes every topic with this prefix, those of the gap detector's state included.
  public void deleteTopics(String prefix) throws InterruptedException {
    try (var admin = Admin.create(kafka())) {
      var names = admin.listTopics().names().get().stream()
          .filter(name -> name.startsWith(prefix)).toList();
      admin.deleteTopics(names).all().get();
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("the topics of a run were not deleted: "
          + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      tables.close();
    } finally {
      stack.close();
    }
  }
}
