package io.gapless.gates.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.gates.Gates;
import io.gapless.gates.check.GateFiles;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.Profile;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A market whose every result can be told by heart, on the real engine.
class RebuildIT {

  @TempDir
  private static Path folder = Path.of("target");
  private static EmbeddedStack engine;
  private static ClickHouse server;
  private static Warehouse warehouse;
  private static SmallMarket market;
  private final InstantSource clock = InstantSource.system();

  @BeforeAll
  static void connect() {
    assumeTrue(EmbeddedStack.class.getResource("clickhouse/ClickHouseMain.class") != null,
        "no ClickHouse engine in this build");
    engine = EmbeddedStack.start(
        EmbeddedConfig.of(folder.resolve("stack")).with(Service.CLICKHOUSE));
    server = ClickHouse.connect("jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE));
    market = new SmallMarket(server);
    // slices of a few blocks, so that there are several
    warehouse = new Warehouse(() -> server, new Limits(1L << 30, Duration.ofMinutes(5), 10));
    warehouse.createTables();
  }

  @AfterAll
  static void disconnect() {
    server.close();
    engine.close();
  }

  @BeforeEach
  void tellTheStory() {
    market.tellAnew();
  }

  @Test
  void passesStrictGatesAndHasReadersSeeWhoWon() throws Exception {
    var driver = driver();

    assertThat(driver.start(request(Profile.strict()))).isEmpty();

    assertThat(market.profits()).containsExactlyInAnyOrderEntriesOf(
        Map.of("a1 1", "-160", "b2 1", "120", "d3 1", "39", "b2 2", "0"));
    assertThat(query("SELECT concat(lower(hex(substring(wallet, 1, 1))), ' ', reason, ' ',"
        + " toString(toInt64(usdc_net / 1000000))) FROM net_flows_runs WHERE block_number = 7000"
        + " ORDER BY outcome_index"))
        .containsExactly("b2 redemption -400", "b2 redemption 0");
    assertThat(query("SELECT toString(wins) || '/' || toString(losses) FROM wallet_pnl"
        + " ORDER BY wallet")).containsExactly("0/1", "1/0", "1/0");
    assertThat(driver.events()).containsExactly("started", "swapped", "complete");
    var snapshot = new ObjectMapper().readTree(driver.snapshot().toFile());
    assertThat(snapshot.path("gates").path("passed").asBoolean()).isTrue();
    assertThat(snapshot.path("markets").path("traded").asInt()).isEqualTo(2);
    assertThat(snapshot.path("backfill").path("days_complete").asInt()).isEqualTo(1);
  }

  @Test
  void findsMissingCollateral() throws Exception {
    market.rows().lose("erc20_transfers_staging", "block_number IN (2000, 3000)");

    assertThat(failing()).contains("high_confidence_volume");
  }

  @Test
  void findsMissingLogsOfTheCtf() throws Exception {
    market.rows().lose("erc1155_transfers_staging", "block_number = 3000");
    market.rows().lose("ctf_events", "block_number = 3000");

    assertThat(failing()).contains("system_cash_paired");
  }

  @Test
  void findsAMissingBatch() throws Exception {
    market.rows().lose("erc1155_transfers_staging", "block_number = 10");

    assertThat(failing()).contains("negative_balances", "system_cash_paired", "positions_paired");
    assertThat(judged(Profile.strict())).filteredOn(gate -> gate.gate().equals("positions_paired"))
        .first().satisfies(gate -> assertThat(gate.detail()).startsWith("1 of 4 splits"));
  }

  @Test
  void findsADayThatIsNotLoaded() throws Exception {
    market.rows().day("RUNNING");

    assertThat(failing()).containsExactly("backfill_complete");
  }

  @Test
  void judgesNothingWhereNothingIsLoaded() throws Exception {
    market.forget();

    assertThat(judged(Profile.strict())).filteredOn(GateResult::stops)
        .extracting(GateResult::outcome)
        .contains(GateResult.Outcome.NOT_EVALUATED)
        .doesNotContain(GateResult.Outcome.FAILED);
  }

  @Test
  void leavesWhatReadersSeeUntilTheDataIsMended() throws Exception {
    var driver = driver();
    assertThat(driver.start(request(Profile.strict()))).isEmpty();
    var before = market.profits();
    var seen = query("SELECT run_id FROM active_runs");
    market.rows().lose("erc20_transfers_staging", "block_number = 3000");
    market.goOn();

    assertThat(driver.start(request(Profile.strict()))).hasValueSatisfying(
        reason -> assertThat(reason).contains("high_confidence_volume is 0."));

    assertThat(market.profits()).isEqualTo(before);
    assertThat(query("SELECT run_id FROM active_runs")).isEqualTo(seen);

    market.payForShares();
    assertThat(driver.repair()).isEmpty();

    assertThat(market.profits()).containsEntry("a1 2", "0").hasSize(5);
    assertThat(driver.rollBack()).contains(seen.getFirst());
    assertThat(market.profits()).isEqualTo(before);
  }

  @Test
  void doesEveryPartAgainThatWasNotFinished() throws Exception {
    var driver = driver();

    assertThat(driver.startWithEveryPartTwice(request(Profile.strict()))).isEmpty();

    assertThat(market.profits()).containsEntry("a1 1", "-160").hasSize(4);
    assertThat(query("SELECT toString(count()) FROM run_activations"
        + " WHERE run_id = (SELECT run_id FROM active_runs)")).containsExactly("1");
  }

  @Test
  void forgetsRunsThatNobodySeesAnyMore() throws Exception {
    var driver = driver();
    for (int run = 0; run < 4; run++) {
      assertThat(driver.start(request(Profile.strict()))).isEmpty();
    }

    assertThat(query("SELECT DISTINCT run_id FROM net_flows_runs")).hasSizeLessThanOrEqualTo(3);
  }

  private List<String> failing() throws Exception {
    return judged(Profile.strict()).stream().filter(GateResult::stops).map(GateResult::gate)
        .toList();
  }

  private List<GateResult> judged(Profile profile) throws Exception {
    return new Gates(warehouse, DerivationRules.USUAL, GateFiles.load(Optional.empty()), clock)
        .judge(MarketRows.MARKET, profile, List.of());
  }

  private RebuildDriver driver() {
    return new RebuildDriver(warehouse, folder);
  }

  private static RebuildRequest request(Profile profile) {
    return new RebuildRequest(MarketRows.MARKET, profile, List.of(), false, "", 1800);
  }

  private static List<String> query(String sql) {
    return server.query(sql, row -> row.getString(1));
  }
}
