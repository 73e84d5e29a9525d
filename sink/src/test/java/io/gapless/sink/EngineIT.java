package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.rowbinary.NativeBlock;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowDigest;
import io.gapless.schemas.rowbinary.RowEncoder;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sink on a real engine: the embedded one, or the one at `-Dgapless.clickhouse=JDBC_URL`,
/// whose tables are emptied.
class EngineIT {

  private static final Logger log = LoggerFactory.getLogger(EngineIT.class);
  private static final String TABLE = Transfers.DATASET.table();
  @TempDir
  static Path folder;
  private static @Nullable EmbeddedStack engine;
  private static String url;
  private static ClickHouse server;

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());

  @BeforeAll
  static void connect() {
    url = System.getProperty("gapless.clickhouse");
    if (url == null) {
      assumeTrue(EmbeddedStack.class.getResource("clickhouse/ClickHouseMain.class") != null,
          "no ClickHouse engine in this build, and no -Dgapless.clickhouse");
      engine = EmbeddedStack.start(
          EmbeddedConfig.of(folder.resolve("stack")).with(Service.CLICKHOUSE));
      url = "jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE);
    }
    server = ClickHouse.connect(url);
    server.createTables();
  }

  @AfterAll
  static void disconnect() {
    if (server != null) {
      server.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void empty() {
    server.execute("TRUNCATE TABLE " + TABLE);
  }

  @Test
  void everyRoleMayCreateTheTablesAtOnceWhileViewsAreRead() throws Exception {
    server.execute("DROP VIEW erc1155_transfers_staging_items");
    server.execute("CREATE OR REPLACE VIEW erc1155_transfers_staging_hex AS SELECT 1 AS outdated");

    try (var roles = Executors.newVirtualThreadPerTaskExecutor()) {
      var setups = new ArrayList<Future<?>>();
      for (int role = 0; role < 6; role++) {
        setups.add(roles.submit(() -> {
          try (var own = ClickHouse.connect(url)) {
            own.createTables();
          }
        }));
      }
      for (var setup : setups) {
        setup.get();
      }
      var again = roles.submit(() -> {
        for (int i = 0; i < 10; i++) {
          server.createTables();
        }
      });
      try (var reader = ClickHouse.connect(url)) {
        do {
          assertThat(reader.query("SELECT token_ids FROM erc1155_transfers_staging_hex",
              row -> row.getString(1))).isEmpty();
        } while (!again.isDone());
      }
      again.get();
    }
  }

  @Test
  void everyDatasetsTableHasTheColumnsThatRowsAreWrittenAs() {
    var tables = new ClickHouseTables(server);

    Datasets.all().list().forEach(tables::check);
  }

  /// Both ways to write rows say the same of every dataset's columns.
  @Test
  void blocksOfColumnsAreWhatRowsAre() throws Exception {
    long seed = Long.getLong("gapless.seed", System.nanoTime());
    System.out.println("records generated from -Dgapless.seed=" + seed);
    var records = new RandomRecords(new Random(seed));
    for (var dataset : Datasets.all().list()) {
      server.execute("CREATE TABLE from_rows AS " + dataset.table() + " ENGINE = Memory");
      server.execute("CREATE TABLE from_columns AS " + dataset.table() + " ENGINE = Memory");
      var rows = new RowBuffer(64);
      for (int n = 0; n < 1_000; n++) {
        byte[] record = records.encoded(dataset);
        new RowEncoder(dataset).encode(record, 0, record.length, rows);
      }

      insert("from_rows", dataset, ClickHouseFormat.RowBinary,
          out -> out.write(rows.bytes(), 0, rows.size()));
      insert("from_columns", dataset, ClickHouseFormat.Native,
          out -> NativeBlock.write(dataset, rows, out));

      assertThat(all("from_columns")).as(dataset.name()).hasSize(1_000)
          .isEqualTo(all("from_rows"));
      server.execute("DROP TABLE from_rows");
      server.execute("DROP TABLE from_columns");
    }
  }

  private static void insert(String table, Dataset dataset, ClickHouseFormat format,
      DataStreamWriter rows) throws Exception {
    var columns = dataset.columns().stream().map(column -> "`" + column + "`").toList();
    server.client().insert(table, columns, rows, format, new InsertSettings()).get().close();
  }

  private static List<String> all(String table) {
    return server.query("SELECT toString(tuple(*)) AS row FROM " + table + " ORDER BY row",
        row -> row.getString(1));
  }

  @Test
  void eventsAreReadBackAsTheyWereWritten() {
    var events = Datasets.all().named("neg_risk_events");
    server.execute("TRUNCATE TABLE " + events.table());
    var topic = "gapless." + events.topic();
    var batch = Batch.open(events, 0, 0, 0);
    var record = serdes.encode(topic, Transfers.conversion());
    new RowWriter(events, topic, serdes).append(record, batch.rows().next());
    batch.reach(1);
    var digest = new RowDigest(events);
    digest.add(record, WireFormat.HEADER_BYTES, record.length);

    new ClickHouseTables(server).insert(events, List.of(batch.rows()), "events");

    assertThat(server.query("SELECT concatWithSeparator(' ', kind, market_id, oracle, outcome,"
        + " index_set, toString(amounts), data) FROM neg_risk_events_hex",
        row -> row.getString(1)))
        .containsExactly("CONVERSION 0x" + "3d".repeat(32) + " 0x" + "00".repeat(20)
            + " 1 13 [10,20] 0x0102ff");
    assertThat(server.query("SELECT " + RowDigest.sql(events) + " FROM " + events.table()
        + " FINAL", row -> row.getString(1)))
        .containsExactly(Long.toUnsignedString(digest.sum()));
  }

  @Test
  void aTableOfOtherColumnsIsRefused() {
    server.execute("ALTER TABLE " + TABLE + " MODIFY COLUMN tx_index UInt64");
    try {
      assertThatThrownBy(() -> new ClickHouseTables(server).check(Transfers.DATASET))
          .isInstanceOf(SinkException.class)
          .hasMessageStartingWith("table " + TABLE + ", column tx_index is UInt64 and rows are"
              + " written as UInt32");
    } finally {
      server.execute("ALTER TABLE " + TABLE + " MODIFY COLUMN tx_index UInt32");
    }
  }

  @Test
  void theSameTokenIsInsertedOnceAndMissingRowsAreCounted() {
    var tables = new ClickHouseTables(server);
    var batch = batch(0, 3_000, 5);
    var newer = batch(2_000, 3_500, 6);

    assertThat(tables.missing(Transfers.DATASET, batch.rows())).isEqualTo(3_000);
    var token = UUID.randomUUID().toString();
    assertThat(insert(token, batch)).isTrue();
    assertThat(insert(token, batch)).isTrue();

    assertThat(rows()).isEqualTo(3_000);
    assertThat(tables.missing(Transfers.DATASET, batch.rows())).isZero();
    assertThat(tables.missing(Transfers.DATASET, newer.rows())).isEqualTo(1_500);
    assertThat(tables.missing(Transfers.DATASET, batch(0, 10, 4).rows())).isZero();
  }

  @Test
  void batchesOfManyPiecesAreOnePartUnderOneToken() {
    var tables = new ClickHouseTables(server);
    var batch = batch(0, 30_000, 5);
    var another = batch(30_000, 40_000, 5);
    assertThat(batch.rows().pieces()).hasSizeGreaterThan(4);

    var token = UUID.randomUUID().toString();
    insert(token, batch, another);
    insert(token, batch, another);

    assertThat(rows()).isEqualTo(40_000);
    assertThat(
        server.query("SELECT count(), max(level) FROM system.parts WHERE active AND table = '"
            + TABLE + "'", row -> List.of(row.getLong(1), row.getLong(2))))
        .as("parts, and how often they were merged").containsExactly(List.of(1L, 0L));
    assertThat(tables.missing(Transfers.DATASET, batch.rows())).isZero();
    assertThat(tables.missing(Transfers.DATASET, another.rows())).isZero();
  }

  @Test
  void aBatchThatIsShortOfRowsIsMended() {
    var intent = new Intent(0, 100);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(recover(intent, threads).mended()).isEqualTo(1);
      assertThat(recover(intent, threads).mended()).isZero();
      // a part that was lost while its token was remembered
      server.execute("ALTER TABLE " + TABLE + " DELETE WHERE log_index < 5"
          + " SETTINGS mutations_sync = 2");
      assertThat(rows()).isEqualTo(50);

      var counts = recover(intent, threads);

      assertThat(counts.mended()).isEqualTo(1);
      server.execute("OPTIMIZE TABLE " + TABLE + " FINAL");
      assertThat(rows()).isEqualTo(100);
    }
  }

  @Test
  void rowsThatSayThatSomethingIsGoneAreRowsToo() {
    var tables = new ClickHouseTables(server);
    var live = batch(0, 100, 5);
    var gone = Batch.open(Transfers.DATASET, 0, 0, 0);
    fill(gone, 0, 40, 6, true);

    insert(UUID.randomUUID().toString(), live);
    assertThat(tables.missing(Transfers.DATASET, gone.rows())).isEqualTo(40);
    insert(UUID.randomUUID().toString(), gone);

    assertThat(tables.missing(Transfers.DATASET, gone.rows())).isZero();
    assertThat(server.query("SELECT count() FROM " + TABLE + " FINAL", row -> row.getLong(1)))
        .containsExactly(60L);
    server.execute("OPTIMIZE TABLE " + TABLE + " FINAL");
    assertThat(tables.missing(Transfers.DATASET, gone.rows())).isZero();
    assertThat(tables.missing(Transfers.DATASET, live.rows())).isZero();
  }

  @Test
  void anOlderRecordNeverBeatsANewerRow() {
    var tables = new ClickHouseTables(server);
    var gone = Batch.open(Transfers.DATASET, 0, 0, 0);
    fill(gone, 0, 10, 6, true);
    var newer = batch(10, 100, 6);
    var older = batch(0, 100, 5);

    for (var batch : List.of(newer, gone, older)) {
      insert(UUID.randomUUID().toString(), batch);
    }

    assertThat(tables.missing(Transfers.DATASET, older.rows())).isZero();
    var rows = "SELECT countIf(version = 6), count() FROM " + TABLE + " FINAL";
    assertThat(server.query(rows, row -> row.getLong(1) + " of " + row.getLong(2)))
        .containsExactly("90 of 90");
    server.execute("OPTIMIZE TABLE " + TABLE + " FINAL");
    assertThat(server.query(rows, row -> row.getLong(1) + " of " + row.getLong(2)))
        .containsExactly("90 of 90");
  }

  @Test
  void recordsOfATopicAreInTheirTableOnce() {
    int records = Integer.getInteger("gapless.sink.records", 50_000);
    try (var broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.url());
      var topics = Topics.withDefaults();
      try (var admin = Admin.create(kafka)) {
        topics.create(admin, Datasets.all().topics(), List.of());
      }
      produce(kafka, records);
      long start = System.nanoTime();
      try (var sink = new SinkLoop(SinkConfig.withDefaults(topics, "engine-it"), serdes, server,
          kafka)) {
        Thread.ofPlatform().name("sink").start(sink::run);
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(2))
            .until(() -> sink.counts().rows() >= records);
        log.warn("{} rows from topic to table in {} ms, {}", records,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), sink.counts());
        assertThat(rows()).isEqualTo(records);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.query(
            "SELECT count() FROM worker_heartbeats", row -> row.getLong(1)).getFirst() == 1);
      }
    }
  }

  private static SinkCounts recover(Intent intent, ExecutorService threads) {
    var batch = Batch.recover(Transfers.DATASET, intent, 0);
    fill(batch, 0, 100, 1);
    return Insert.start(List.of(batch), new ClickHouseTables(server), threads).counts(batch);
  }

  private static boolean insert(String token, Batch... batches) {
    return new ClickHouseTables(server).insert(Transfers.DATASET,
        Stream.of(batches).map(Batch::rows).toList(), token);
  }

  private static Batch batch(int first, int end, long version) {
    var batch = Batch.open(Transfers.DATASET, first, 0, 0);
    fill(batch, first, end, version);
    return batch;
  }

  private static void fill(Batch batch, int first, int end, long version) {
    fill(batch, first, end, version, false);
  }

  private static void fill(Batch batch, int first, int end, long version, boolean gone) {
    var serdes = new RecordSerdes(new InMemoryRegistry());
    var writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
    for (int n = first; n < end; n++) {
      var transfer = Transfers.transfer(n, version);
      transfer.setIsDeleted(gone);
      writer.append(serdes.encode(Transfers.TOPIC, transfer), batch.rows().next());
    }
    batch.reach(end);
  }

  private void produce(Map<String, Object> kafka, int records) {
    var config = new HashMap<>(kafka);
    config.put("transactional.id", "engine-it");
    config.put("linger.ms", 20);
    config.put("batch.size", 1 << 18);
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(),
        new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int n = 0; n < records; n++) {
        var key = ("evm-1/" + n / 10).getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(Transfers.TOPIC, key,
            Transfers.encoded(serdes, n)));
      }
      producer.commitTransaction();
    }
  }

  private static long rows() {
    return server.query("SELECT count() FROM " + TABLE, row -> row.getLong(1)).getFirst();
  }
}
