package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.truth.TransactionRows;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `gapless enrich` beside `gapless up`, on the real engine.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnrichIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(300));
  private static final String NAME = "evm-900001";
  private static final long FIRST_PART = 149;
  private static final long SECOND_PART = 199;
  private static final String UNKNOWN = "ee".repeat(32);

  @TempDir
  private static Path folder = Path.of("target");
  private static final EvmSimulator NODE = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
  private static final AtomicInteger EXIT_CODE = new AtomicInteger(-1);
  private static Thread running = new Thread(() -> {});
  private static ClickHouse tables;

  @BeforeAll
  static void start() {
    var up = typed();
    running = Thread.ofPlatform().name("up").start(() -> EXIT_CODE.set(
        up.run("up", "--rpc", NODE.url().toString(), "--name", "op")));
    await().atMost(PATIENCE).until(() -> up.out().contains("ready") || EXIT_CODE.get() >= 0);
    assertThat(EXIT_CODE.get()).as(up.err()).isEqualTo(-1);
    tables = ClickHouse.connect("jdbc:clickhouse:" + EmbeddedStack
        .running(folder.resolve("gapless-data")).orElseThrow().url(Service.CLICKHOUSE)
        .orElseThrow());
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
  void tellsWhatIsMissingAndBringsIt() throws Exception {
    backfill(0, FIRST_PART);
    long wanted = new TransactionTruth(CHAIN).count(0, FIRST_PART);

    var dry = enrich("--dry-run");
    assertThat(dry.path("missing").asLong()).isEqualTo(wanted);
    assertThat(dry.path("by_contract")).isNotEmpty();
    assertThat(dry.path("plan").path("calls").asLong()).isPositive();

    var done = enrich();
    assertThat(done.path("missing").asLong()).isEqualTo(wanted);
    assertThat(done.path("processed").asLong()).isEqualTo(wanted);
    assertThat(done.path("failed").asLong()).isZero();
    assertThat(done.path("absent").asLong()).isZero();
    assertThat(done.path("requests").asLong()).isPositive();
    assertThat(done.path("requests_per_transaction").asDouble()).isBetween(0.0, 1.0);
    assertThat(done.path("workers")).isNotEmpty();
    new TransactionRows(tables, CHAIN).assertEqual(row -> row.blockNumber() <= FIRST_PART);
  }

  @Test
  @Order(2)
  void findsNothingToDoOnceAllIsThere() throws Exception {
    var again = enrich();

    assertThat(again.path("missing").asLong()).isZero();
    assertThat(again.path("processed").asLong()).isZero();
  }

  @Test
  @Order(3)
  void takesOnlyTransactionsOfTheContractsThatAreNamed() throws Exception {
    backfill(FIRST_PART + 1, SECOND_PART);
    var contract = enrich("--dry-run").path("by_contract").fieldNames().next();

    var done = enrich("--contract", contract);

    assertThat(done.path("by_contract").path(contract).asLong())
        .isEqualTo(done.path("processed").asLong()).isPositive();
    var named = transactionsOf(contract);
    new TransactionRows(tables, CHAIN)
        .assertEqual(row -> row.blockNumber() <= FIRST_PART || named.contains(row.txHash()));
    assertThat(enrich("--dry-run").path("by_contract").has(contract)).isFalse();
    assertThat(enrich("--dry-run").path("missing").asLong()).isPositive();
  }

  @Test
  @Order(4)
  void tellsWhichTransactionTheChainDoesNotHave() throws Exception {
    tables.execute("INSERT INTO erc20_transfers_staging (chain, block_number, block_hash, tx_hash,"
        + " log_index, version) SELECT chain, block_number, block_hash, unhex('" + UNKNOWN
        + "'), 9999, 1 FROM erc20_transfers_staging WHERE chain = '" + NAME
        + "' AND block_number = 10 LIMIT 1");

    var done = enrich();

    assertThat(done.path("absent").asLong()).isEqualTo(1);
    assertThat(tables.query("SELECT one.2, one.3 FROM enrichment_batches_hex"
        + " ARRAY JOIN absent AS one", row -> row.getString(1) + " " + row.getString(2)))
        .containsExactly("0x" + UNKNOWN + " block 10 does not hold it");
    tables.execute("ALTER TABLE erc20_transfers_staging DELETE WHERE log_index = 9999"
        + " SETTINGS mutations_sync = 2");
  }

  @Test
  @Order(5)
  void goesOnAsTransfersArrive() throws Exception {
    var watch = typed();
    var code = new AtomicInteger(-1);
    var watching = Thread.ofPlatform().name("watch")
        .start(() -> code.set(watch.run("enrich", "--chain", NAME, "--watch", "1s")));
    try {
      await().atMost(PATIENCE).until(() -> watch.out().contains("watching") || code.get() >= 0);
      backfill(SECOND_PART + 1, CHAIN.head());
      var rows = new TransactionRows(tables, CHAIN);
      await().atMost(PATIENCE).until(() -> rows.count() >= new TransactionTruth(CHAIN).count());
      rows.assertEqual();
    } finally {
      watching.interrupt();
      watching.join(Duration.ofSeconds(20));
    }
    assertThat(code.get()).as(watch.err()).isEqualTo(130);
    var other = typed();
    assertThat(other.run("enrich", "--chain", NAME)).isEqualTo(1);
    assertThat(other.err()).contains("is under way with other options");
    assertThat(typed().run("enrich", "--chain", NAME, "--stop")).isZero();
    assertThat(enrich().path("missing").asLong()).isZero();
  }

  private static JsonNode enrich(String... more) throws Exception {
    var enrich = typed();
    var arguments =
        Stream.concat(Stream.of("enrich", "--chain", NAME, "--json"), Stream.of(more));
    assertThat(enrich.run(arguments.toArray(String[]::new))).as(enrich.err()).isZero();
    return new ObjectMapper().readTree(enrich.out());
  }

  /// Hashes of the transactions with transfers of a contract.
  private static Set<String> transactionsOf(String contract) {
    return Stream.of("erc20_transfers", "erc721_transfers", "erc1155_transfers")
        .flatMap(dataset -> tables.query("SELECT DISTINCT concat('0x', lower(hex(tx_hash))) FROM "
            + dataset + "_staging FINAL WHERE chain = '" + NAME + "' AND token_address = unhex('"
            + contract.substring(2) + "')", row -> row.getString(1)).stream())
        .collect(Collectors.toSet());
  }

  private static void backfill(long first, long last) {
    var backfill = typed();
    var arguments =
        List.of("backfill", "evm", "--rpc", NODE.url().toString(), "--from",
            Long.toString(first), "--to", Long.toString(last));
    assertThat(backfill.run(arguments.toArray(String[]::new))).as(backfill.err()).isZero();
  }

  private static Typed typed() {
    return new Typed(folder, Map.of());
  }
}
