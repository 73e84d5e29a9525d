package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.truth.TruthRows;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `gapless gaps --audit --fill` beside `gapless up`, on the real engine: one job of 3,000 blocks,
/// 100 a leaf, whose rows are deleted and altered by hand.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LEAF = 100;
  private static final String ERC20 = "erc20_transfers_staging";
  private static final String ERC1155 = "erc1155_transfers_staging";

  @TempDir
  private static Path folder = Path.of("target");

  private static final SimulatedChain CHAIN = new SimulatedChain(EvmChainOptions.defaults()
      .withBlocks(3000).withBlockTime(Duration.ofMinutes(1)));
  private static final EvmSimulator NODE = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
  private static final AtomicInteger EXIT_CODE = new AtomicInteger(-1);
  private static Thread running = new Thread(() -> {});
  private static ClickHouse tables;

  @BeforeAll
  static void startAndBackfill() {
    var up = typed();
    running = Thread.ofPlatform().name("up").start(() -> EXIT_CODE.set(
        up.run("up", "--rpc", NODE.url().toString(), "--name", "op")));
    await().atMost(PATIENCE).until(() -> up.out().contains("ready") || EXIT_CODE.get() >= 0);
    assertThat(EXIT_CODE.get()).as(up.err()).isEqualTo(-1);
    var backfill = typed();
    assertThat(backfill.run("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "0",
        "--to", "2999", "--range-size", Long.toString(LEAF))).as(backfill.err()).isZero();
    tables = ClickHouse.connect("jdbc:clickhouse:" + stack(Service.CLICKHOUSE));
  }

  @AfterAll
  static void interruptIt() throws InterruptedException {
    tables.close();
    running.interrupt();
    running.join(Duration.ofSeconds(20));
    NODE.close();
  }

  @Test
  @Order(1)
  void findsNothingWhereNothingIsWrong() {
    var audit = typed();

    assertThat(audit.run("gaps", "--audit")).as(audit.err()).isZero();
    assertThat(audit.out()).isEqualTo("the tables hold what was covered in 1 job\n");
  }

  @Test
  @Order(2)
  void namesEveryLeafThatWasDamagedAndFillsTheseAlone() {
    long deleted = busyBlock(ERC20, 550);
    var ofAnArray = someRow(ERC1155, 1_000);
    var altered = someRow(ERC20, 1_200);
    var inserted = someRow(ERC20, 1_400);
    delete(ERC20, "block_number = " + deleted);
    delete(ERC1155, "(block_number, log_index) = (" + ofAnArray.getFirst() + ", "
        + ofAnArray.getLast() + ")");
    insertLike(ERC20, altered, "value + 1 AS value, version + 1 AS version");
    insertLike(ERC20, inserted,
        "toUInt32(100000) AS log_index, version + 1000000000000 AS version");
    insertLike(ERC20, inserted, "toUInt32(100001) AS log_index, toUInt64(1) AS version");

    var found = found();

    assertThat(found).hasSize(4);
    assertNamesTheDeletedBlock(found.get(0), deleted);
    assertCountsOneRowLess(found.get(1), ofAnArray.getFirst());
    assertNamesTheAlteredValue(found.get(2), altered.getFirst());
    assertThat(inserted.getFirst()).isBetween(found.get(3).path("first").asLong(),
        found.get(3).path("last").asLong());
    fillsExactly(4);
    assertThat(tables.query("SELECT countIf(is_deleted) FROM " + ERC20
        + " WHERE log_index >= 100000", row -> row.getLong(1)).getFirst())
        .as("tombstones, which a replay of the topic brings again").isEqualTo(2);
  }

  private static void assertNamesTheDeletedBlock(JsonNode leaf, long block) {
    assertThat(leaf.path("first").asLong()).isBetween(block - LEAF + 1, block);
    assertThat(leaf.path("last").asLong()).isBetween(block, block + LEAF - 1);
    assertThat(leaf.path("blocks_exact").asBoolean()).isTrue();
    assertThat(leaf.path("blocks").toString())
        .isEqualTo("[{\"first\":" + block + ",\"last\":" + block + "}]");
  }

  private static void assertCountsOneRowLess(JsonNode leaf, long block) {
    var rows = leaf.path("datasets").path("erc1155_transfers");
    assertThat(rows.path("found").asLong()).isEqualTo(rows.path("covered").asLong() - 1);
    assertThat(leaf.path("blocks").get(0).path("first").asLong()).isEqualTo(block);
  }

  private static void assertNamesTheAlteredValue(JsonNode leaf, long block) {
    assertThat(leaf.path("reason").asText()).contains("other values");
    assertThat(leaf.path("blocks").toString())
        .isEqualTo("[{\"first\":" + block + ",\"last\":" + block + "}]");
  }

  @Test
  @Order(2)
  void namesADayThatWasDeletedAndFillsItsLeaves() {
    // the second of three days: 1,440 blocks
    var day = tables.query("SELECT min(block_number), max(block_number) FROM " + ERC20
        + " FINAL WHERE toDate(block_time) = (SELECT toDate(min(block_time)) + 1 FROM " + ERC20
        + " FINAL)", row -> List.of(row.getLong(1), row.getLong(2))).getFirst();
    delete(ERC20, "block_number BETWEEN " + day.getFirst() + " AND " + day.getLast());

    var found = found();

    assertThat(found.size()).as("1,440 blocks, 100 a leaf").isEqualTo(15);
    assertThat(found.get(0).path("blocks").get(0).path("first").asLong())
        .isEqualTo(day.getFirst());
    assertThat(found).allSatisfy(
        leaf -> assertThat(leaf.path("blocks_exact").asBoolean()).isTrue());
    fillsExactly(15);
  }

  @Test
  @Order(3)
  void namesWhatItCanWhereTheRecordsAreNoLongerOnTheirTopic() throws Exception {
    deleteRecords("gapless.transfers.erc20");
    long block = busyBlock(ERC20, 1550);
    delete(ERC20, "block_number BETWEEN " + block + " AND " + (block + 9));

    var found = found();

    assertThat(found.get(0).path("blocks_exact").asBoolean()).isFalse();
    assertThat(found.get(0).path("blocks").toString()).contains("{\"first\":" + block);
    fillsExactly(found.size());
  }

  @Test
  @Order(4)
  void fetchesAgainWhatAReorganisationReplaced() {
    NODE.reorganise(2_950, 7);
    var audit = typed();

    assertThat(audit.run("gaps", "--audit", "--json", "--rpc", NODE.url().toString()))
        .as(audit.err()).isEqualTo(1);
    var moved = json(audit.out());
    assertThat(moved.get(moved.size() - 1).path("reason").asText())
        .startsWith("block 2999 has another hash");
    assertThat(moved).allSatisfy(
        leaf -> assertThat(leaf.path("last").asLong()).isGreaterThanOrEqualTo(2_950));
    int before = audited();
    var fill = typed();
    assertThat(fill.run("gaps", "--fill", "--rpc", NODE.url().toString())).as(fill.err()).isZero();
    assertThat(audited() - before).isEqualTo(moved.size());
    new TruthRows(tables, NODE.chain()).assertEqual();
  }

  @Test
  @Order(5)
  void fillsWithRolesOfItsOwnWhereNoneRun() throws InterruptedException {
    var key = someRow(ERC20, 1_000);
    delete(ERC20, "block_number = " + key.getFirst());
    tables.close();
    running.interrupt();
    running.join(Duration.ofSeconds(20));
    var withoutNodes = typed();
    var fill = typed();

    assertThat(withoutNodes.run("gaps", "--fill")).isEqualTo(2);
    assertThat(fill.run("gaps", "--fill", "--name", "op", "--rpc", NODE.url().toString()))
        .as(fill.err() + fill.out()).isZero();

    assertThat(withoutNodes.err()).contains("--rpc", "name at least one node")
        .containsOnlyOnce("\n");
    assertThat(fill.out()).contains("erc20_transfers: ", " rows covered, the table holds ",
        "the tables hold what was covered in 1 job");
  }

  private static JsonNode found() {
    var audit = typed();
    assertThat(audit.run("gaps", "--audit", "--json")).as(audit.err()).isEqualTo(1);
    return json(audit.out());
  }

  /// Fills, and looks that no leaf more than these was fetched and the tables are the chain's again.
  private static void fillsExactly(int leaves) {
    int before = audited();
    var fill = typed();

    assertThat(fill.run("gaps", "--audit", "--fill")).as(fill.err() + fill.out()).isZero();

    assertThat(fill.out()).contains("the tables hold what was covered in 1 job");
    assertThat(audited() - before).isEqualTo(leaves);
    new TruthRows(tables, CHAIN).assertEqual();
  }

  /// Works so far that an audit was the cause of.
  private static int audited() {
    var topic = "gapless.work.evm-900001";
    var serdes = new RecordSerdes(URI.create(stack(Service.REGISTRY) + "/apis/registry/v3"));
    var works = new ArrayList<RangeWork>();
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", stack(Service.KAFKA), "auto.offset.reset", "earliest",
            "isolation.level", "read_committed", "fetch.max.wait.ms", 50),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(
            record -> works.add(serdes.decode(topic, record.value(), RangeWork.class)));
      }
    }
    return (int) works.stream().filter(work -> work.getCause() == WorkCause.AUDIT).count();
  }

  private static void deleteRecords(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack(Service.KAFKA)))) {
      var before = new HashMap<TopicPartition, RecordsToDelete>();
      for (int partition = 0; partition < 8; partition++) {
        before.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(before).all().get();
    }
  }

  private static long busyBlock(String table, long from) {
    return tables.query("SELECT min(block_number) FROM " + table + " WHERE block_number >= "
        + from, row -> row.getLong(1)).getFirst();
  }

  /// A row of the hundred blocks from one on: of another leaf than a row of the hundred after next.
  private static List<Long> someRow(String table, long from) {
    return tables.query("SELECT block_number, log_index FROM " + table
        + " FINAL WHERE block_number BETWEEN " + from + " AND " + (from + LEAF - 1)
        + " ORDER BY cityHash64(block_number, log_index) LIMIT 1",
        row -> List.of(row.getLong(1), row.getLong(2))).getFirst();
  }

  private static void delete(String table, String where) {
    tables.execute("ALTER TABLE " + table + " DELETE WHERE " + where
        + " SETTINGS mutations_sync = 2");
    await().atMost(PATIENCE).until(() -> tables.query("SELECT count() FROM " + table + " WHERE "
        + where, row -> row.getLong(1)).getFirst() == 0);
  }

  private static void insertLike(String table, List<Long> key, String changed) {
    tables.execute("INSERT INTO " + table + " SELECT * REPLACE (" + changed + ") FROM (SELECT *"
        + " FROM " + table + " FINAL WHERE (block_number, log_index) = (" + key.getFirst() + ", "
        + key.getLast() + "))");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static Typed typed() {
    return new Typed(folder, Map.of());
  }

  private static String stack(Service service) {
    return EmbeddedStack.running(folder.resolve("gapless-data")).orElseThrow().url(service)
        .orElseThrow();
  }
}
