package io.gapless.gates.rebuild;

import static io.gapless.gates.rebuild.ExchangeRows.ANN;
import static io.gapless.gates.rebuild.ExchangeRows.BOB;
import static io.gapless.gates.rebuild.ExchangeRows.NO1;
import static io.gapless.gates.rebuild.ExchangeRows.YES1;
import static io.gapless.gates.rebuild.ExchangeRows.YES2;
import static io.gapless.gates.rebuild.MarketRows.EXCHANGE;
import static io.gapless.gates.rebuild.MarketRows.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gates.Gates;
import io.gapless.gates.check.GateFiles;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.Profile;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.derive.DerivationRules.Confidence;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What fills make of flows that transfers alone leave unclear. For the lines of flows see
/// [DerivedFlows#in].
class OrderFillsIT {

  @TempDir
  private static Path folder = Path.of("target");
  private static MarketEngine engine;

  @BeforeAll
  static void start() {
    engine = MarketEngine.start(folder.resolve("stack"));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void beginAnew() {
    engine.beginAnew();
  }

  @Test
  void tellsTheCashOfEachConditionThatAnOrderWasFilledIn() throws Exception {
    engine.orders().annBuysInTwoConditions(1000);
    engine.orders().annBuysInTwoConditions(9000);

    var flows = engine.flows();
    engine.loseFills();
    var without = engine.flows();

    assertThat(flows.in(1000)).isEqualTo(flows.in(9000)).containsExactly(
        "a1 Yes1 100 60 BUY HIGH order_filled",
        "a1 Yes2 100 30 BUY HIGH order_filled",
        "b2 Yes1 -100 -60 SELL HIGH both_legs_single_token",
        "d3 Yes2 -100 -30 SELL HIGH both_legs_single_token");
    assertThat(flows.isClean(1000)).isTrue();
    assertThat(without.in(1000)).containsExactly(
        "a1 Yes1 100 45 BUY MEDIUM both_legs_many_conditions_pro_rata",
        "a1 Yes2 100 45 BUY MEDIUM both_legs_many_conditions_pro_rata",
        "b2 Yes1 -100 -60 SELL HIGH both_legs_single_token",
        "d3 Yes2 -100 -30 SELL HIGH both_legs_single_token");
    assertThat(without.isClean(1000)).isFalse();
  }

  @Test
  void takesFeesFromWhatTheMakerGets() throws Exception {
    engine.orders().annPaysFees(1000);

    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 98 60 BUY HIGH order_filled",
        "a1 Yes2 -50 -19 SELL HIGH order_filled");
    engine.loseFills();
    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 98 41 BUY MEDIUM both_legs_with_opposite_token",
        "a1 Yes2 -50 0 UNKNOWN LOW legs_disagree");
  }

  @Test
  void tellsSidesApartWhereAMatchMakesShares() throws Exception {
    engine.orders().bobIsOnBothSides(1000);

    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 150 90 BUY HIGH both_legs_single_token",
        "b2 No1 50 20 BUY HIGH order_filled",
        "b2 Yes1 -100 -60 SELL HIGH order_filled");
    engine.loseFills();
    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 150 90 BUY HIGH both_legs_single_token",
        "b2 No1 50 0 UNKNOWN LOW legs_disagree",
        "b2 Yes1 -100 -40 SELL MEDIUM both_legs_with_opposite_token");
  }

  @Test
  void tellsSidesApartWhereAMatchMergesShares() throws Exception {
    engine.orders().sells(1000, ANN, YES1, 150, 90);
    engine.orders().buys(1000, BOB, YES1, 100, 60);
    engine.orders().sells(1000, BOB, NO1, 50, 20);
    engine.orders().merges(1000, 1, 50);

    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 -150 -90 SELL HIGH both_legs_single_token",
        "b2 No1 -50 -20 SELL HIGH order_filled",
        "b2 Yes1 100 60 BUY HIGH order_filled");
  }

  @Test
  void addsUpTheFillsOfAToken() throws Exception {
    engine.orders().sells(1000, BOB, YES1, 40, 24);
    engine.orders().sells(1000, BOB, YES1, 60, 33);
    engine.orders().sells(1000, BOB, YES2, 10, 9);

    assertThat(engine.flows().in(1000)).containsExactly(
        "b2 Yes1 -100 -57 SELL HIGH order_filled",
        "b2 Yes2 -10 -9 SELL HIGH order_filled");
    engine.loseFills();
    assertThat(engine.flows().in(1000)).containsExactly(
        "b2 Yes1 -100 -60 SELL MEDIUM both_legs_many_conditions_pro_rata",
        "b2 Yes2 -10 -6 SELL MEDIUM both_legs_many_conditions_pro_rata");
  }

  @Test
  void hasNoDirectionWhereAsMuchWasBoughtAsSold() throws Exception {
    engine.orders().annBuysAndSellsTheSame(1000);

    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 0 -1 UNKNOWN LOW order_filled",
        "a1 Yes2 10 5 BUY HIGH order_filled",
        "a1 Yes3 10 2 BUY HIGH order_filled");
  }

  @Test
  void countsAFillOnceThatWasFetchedTwiceAndNoneThatIsGone() throws Exception {
    engine.orders().annBuysInTwoConditions(1000);
    engine.rows().bought(1000, EXCHANGE, ANN, YES1, 1, 1, 0);
    engine.server().execute("INSERT INTO exchange_fills SELECT * REPLACE (2 AS version,"
        + " maker_amount_filled = 1000000 AS is_deleted) FROM exchange_fills");

    assertThat(engine.flows().in(1000)).contains(
        "a1 Yes1 100 60 BUY HIGH order_filled",
        "a1 Yes2 100 30 BUY HIGH order_filled");
  }

  @Test
  void changesNothingOfTheLiteralRule() throws Exception {
    var literal = new DerivationRules(Confidence.LITERAL, 1.05, 10_000);
    engine.orders().annBuysInTwoConditions(1000);
    engine.orders().bobIsOnBothSides(2000);

    var flows = engine.flows(MarketRows.MARKET, literal);
    engine.loseFills();
    var without = engine.flows(MarketRows.MARKET, literal);

    assertThat(flows.in(1000))
        .contains("a1 Yes1 100 45 BUY HIGH both_legs_many_conditions_pro_rata");
    assertThat(flows.in(2000)).contains("b2 No1 50 0 UNKNOWN HIGH legs_disagree");
    assertThat(flows.all()).isEqualTo(without.all());
  }

  @Test
  void movesCashBetweenFlowsOfAWalletButNeitherAddsNorLosesAny() throws Exception {
    engine.orders().annBuysInTwoConditions(1000);
    engine.orders().annPaysFees(2000);
    engine.orders().bobIsOnBothSides(3000);
    engine.orders().annIsGivenOthers(4000);
    engine.orders().annPaysDan(5000);
    engine.orders().annBuysAndSellsTheSame(6000);
    var paid = Map.of("1000 a1", 90, "1000 b2", -60, "1000 d3", -30, "2000 a1", 41, "3000 a1", 90,
        "3000 b2", -40, "4000 a1", 60, "5000 a1", 26, "5000 d3", -20, "6000 a1", 6);

    var flows = engine.flows();
    engine.loseFills();
    var without = engine.flows();

    assertThat(flows.all()).filteredOn(flow -> flow.endsWith(" order_filled")).hasSize(11);
    assertThat(flows.cash()).isEqualTo(without.cash()).hasSameSizeAs(paid)
        .allSatisfy((wallet, dollars) -> assertThat(dollars)
            .isEqualByComparingTo(BigDecimal.valueOf(paid.getOrDefault(wallet, 0))));
  }

  @Test
  void passesStrictGatesThatItWouldNotWithoutFills() throws Exception {
    engine.market().tellAnew();
    for (int question = 1; question <= 2; question++) {
      engine.orders().buys(5500, ANN, token(question, 0), 500, 100L * question);
      engine.orders().buys(5500, BOB, token(question, 1), 500, 500 - 100L * question);
      engine.orders().makes(5500, question, 500);
    }

    assertThat(failing()).isEmpty();
    engine.loseFills();
    assertThat(failing()).containsExactly("high_confidence_volume");
  }

  private static List<String> failing() throws InterruptedException {
    var warehouse = new Warehouse(engine::server, Limits.USUAL);
    return new Gates(warehouse, DerivationRules.USUAL, GateFiles.load(Optional.empty()),
        InstantSource.system()).judge(MarketRows.MARKET, Profile.strict(), List.of()).stream()
        .filter(GateResult::stops).map(GateResult::gate).toList();
  }
}
