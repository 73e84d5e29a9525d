package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.cli.truth.TruthRows;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `gapless backfill evm --party` beside `gapless up`, on the real engine. Two of the parties are the
/// sides of one transfer, the third is the zero address.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartiesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ERC20 = "erc20_transfers_staging";
  private static final SimulatedChain CHAIN = new SimulatedChain(EvmChainOptions.defaults()
      .withBlocks(600).withBlockTime(Duration.ofMinutes(1)));
  private static final TruthRow BETWEEN = transfer();
  private static final List<String> PARTIES =
      List.of(BETWEEN.from(), BETWEEN.to(), "0x" + "00".repeat(20));

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
  void bringsTheRowsOfThePartiesAndNoOthers() {
    backfill("--party", String.join(",", PARTIES));

    new TruthRows(tables, CHAIN).assertEqual(PartiesIT::isWanted);
    assertThat(tables.query("SELECT count() FROM " + ERC20 + " WHERE (block_number, log_index) = ("
        + BETWEEN.blockNumber() + ", " + BETWEEN.logIndex() + ")", row -> row.getLong(1)))
        .as("both sides are parties").containsExactly(1L);
    var audit = typed();
    assertThat(audit.run("gaps", "--audit")).as(audit.err()).isZero();
    assertThat(audit.out()).isEqualTo("the tables hold what was covered in 1 job\n");
  }

  @Test
  @Order(2)
  void findsARowThatWasDeletedByHandAndBringsItBack() {
    tables.execute("ALTER TABLE " + ERC20 + " DELETE WHERE (block_number, log_index) = ("
        + BETWEEN.blockNumber() + ", " + BETWEEN.logIndex() + ") SETTINGS mutations_sync = 2");
    var audit = typed();
    var fill = typed();

    assertThat(audit.run("gaps", "--audit")).as(audit.err()).isEqualTo(1);
    assertThat(audit.out()).contains("erc20_transfers: ", "block " + BETWEEN.blockNumber());
    assertThat(fill.run("gaps", "--audit", "--fill")).as(fill.err() + fill.out()).isZero();
    new TruthRows(tables, CHAIN).assertEqual(PartiesIT::isWanted);
  }

  @Test
  @Order(3)
  void countsItsOwnRowsWhereAJobForEverybodyWroteTheOthers() {
    backfill();

    new TruthRows(tables, CHAIN).assertEqual();
    var audit = typed();
    assertThat(audit.run("gaps", "--audit")).as(audit.out() + audit.err()).isZero();
    assertThat(audit.out()).isEqualTo("the tables hold what was covered in 2 jobs\n");
  }

  private static void backfill(String... more) {
    var backfill = typed();
    var arguments = Stream.concat(Stream.of("backfill", "evm", "--rpc", NODE.url().toString(),
        "--from", "0", "--to", "599", "--range-size", "100"), Stream.of(more));
    assertThat(backfill.run(arguments.toArray(String[]::new))).as(backfill.err()).isZero();
  }

  private static boolean isWanted(TruthRow row) {
    if (row.dataset() != TruthDataset.UNCLASSIFIED_LOGS) {
      return PARTIES.contains(row.from()) || PARTIES.contains(row.to());
    }
    int first = row.topics().getFirst().startsWith("0xddf252ad") ? 1 : 2;
    return row.topics().stream().skip(first).limit(2)
        .anyMatch(topic -> PARTIES.contains("0x" + topic.substring(26)));
  }

  private static TruthRow transfer() {
    var rows = new ArrayList<TruthRow>();
    new Truth(CHAIN).forEach(250, 350, rows::add);
    return rows.stream().filter(row -> row.dataset() == TruthDataset.ERC20_TRANSFERS
        && !row.from().equals(row.to())).findFirst().orElseThrow();
  }

  private static Typed typed() {
    return new Typed(folder, Map.of());
  }
}
