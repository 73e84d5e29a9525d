package io.gapless.gates.rebuild;

import static io.gapless.gates.rebuild.ExchangeRows.ANN;
import static io.gapless.gates.rebuild.ExchangeRows.BOB;
import static io.gapless.gates.rebuild.ExchangeRows.DAN;
import static io.gapless.gates.rebuild.ExchangeRows.YES1;
import static io.gapless.gates.rebuild.ExchangeRows.YES2;
import static io.gapless.gates.rebuild.MarketRows.ADAPTER;
import static io.gapless.gates.rebuild.MarketRows.EXCHANGE;
import static io.gapless.gates.rebuild.MarketRows.FEES;
import static io.gapless.gates.rebuild.MarketRows.adaptedToken;
import static io.gapless.gates.rebuild.MarketRows.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gates.derive.DerivationRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What fills make of flows where a transaction moved more than they tell, or something else. For the
/// lines of flows see [DerivedFlows#in].
class FillsAmongTransfersIT {

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
  void leavesNoCashToSharesThatWereGiven() throws Exception {
    engine.orders().annIsGivenOthers(1000);

    var flows = engine.flows();

    assertThat(flows.in(1000)).containsExactly(
        "a1 Yes1 100 60 BUY HIGH order_filled",
        "a1 Yes2 20 0 UNKNOWN MEDIUM token_leg_only",
        "d3 Yes2 -20 0 UNKNOWN MEDIUM token_leg_only");
    assertThat(flows.isClean(1000)).isTrue();
    engine.loseFills();
    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 100 50 BUY MEDIUM both_legs_many_conditions_pro_rata",
        "a1 Yes2 20 10 BUY MEDIUM both_legs_many_conditions_pro_rata",
        "d3 Yes2 -20 0 UNKNOWN MEDIUM token_leg_only");
  }

  @Test
  void judgesTheRestByTheCashThatIsLeft() throws Exception {
    engine.orders().buys(1000, ANN, YES1, 100, 60);
    engine.orders().buys(1000, ANN, YES2, 100, 30);
    engine.rows().shares(1000, DAN, ANN, 20, YES1);

    // 120 shares are not what was filled; they are clear once the others are told
    assertThat(engine.flows().in(1000)).containsExactly(
        "a1 Yes1 120 60 BUY HIGH both_legs_single_token",
        "a1 Yes2 100 30 BUY HIGH order_filled",
        "d3 Yes1 -20 0 UNKNOWN MEDIUM token_leg_only");
  }

  @Test
  void keepsCashThatWasForSomethingElse() throws Exception {
    engine.orders().annPaysDan(1000);
    engine.orders().buys(2000, ANN, YES1, 100, 60);
    engine.rows().usdc(2000, DAN, ANN, 60);

    var flows = engine.flows();
    engine.loseFills();
    var without = engine.flows();

    assertThat(flows.in(1000)).containsExactly(
        "a1 Yes1 10 6 BUY HIGH order_filled",
        "a1 cash1 0 20 UNKNOWN MEDIUM cash_leg_only",
        "d3 cash1 0 -20 UNKNOWN MEDIUM cash_leg_only");
    assertThat(flows.in(2000)).containsExactly(
        "a1 Yes1 100 60 BUY HIGH order_filled",
        "a1 cash1 0 -60 UNKNOWN MEDIUM cash_leg_only",
        "d3 cash1 0 60 UNKNOWN MEDIUM cash_leg_only");
    assertThat(flows.isClean(2000)).isFalse();
    assertThat(without.in(1000)).contains("a1 Yes1 10 26 BUY LOW price_too_high");
    assertThat(without.in(2000)).contains("a1 Yes1 100 0 UNKNOWN MEDIUM token_leg_only");
  }

  @Test
  void leavesAWalletAloneOfWhichAnythingIsHigh() throws Exception {
    engine.orders().buys(1000, ANN, YES1, 100, 60);
    engine.rows().usdc(1000, ANN, DAN, 10);
    engine.orders().buys(2000, ANN, YES1, 100, 60);
    engine.orders().sells(2000, ANN, YES1, 100, 61);
    engine.orders().buys(2000, ANN, YES2, 10, 5);

    var flows = engine.flows();

    assertThat(flows.in(1000)).containsExactly(
        "a1 Yes1 100 70 BUY HIGH both_legs_single_token",
        "d3 cash1 0 -10 UNKNOWN MEDIUM cash_leg_only");
    assertThat(flows.in(2000)).containsExactly(
        "a1 Yes1 0 0 UNKNOWN LOW zero_net",
        "a1 Yes2 10 4 BUY HIGH both_legs_single_token");
  }

  @Test
  void believesNoFillThatTransfersContradict() throws Exception {
    // paid for by somebody else
    engine.rows().usdc(1000, DAN, EXCHANGE, 60);
    engine.rows().shares(1000, EXCHANGE, ANN, 100, YES1);
    engine.rows().bought(1000, EXCHANGE, ANN, YES1, 100, 60, 0);
    // the exchange gives back what it had no use for
    engine.orders().annBuysInTwoConditions(2000);
    engine.rows().usdc(2000, EXCHANGE, ANN, 5);
    // a part of the fee is given back
    engine.orders().annPaysFees(3000);
    engine.rows().usdc(3000, FEES, ANN, 1);
    // transfers of the collateral are missing
    engine.orders().annBuysInTwoConditions(4000);
    engine.orders().buys(4500, ANN, YES1, 100, 60);
    engine.orders().sells(4500, ANN, YES2, 200, 60);
    engine.rows().lose("erc20_transfers_staging", "block_number IN (4000, 4500)");
    // an exchange of another market
    engine.rows().usdc(5000, ANN, EXCHANGE, 90);
    engine.rows().shares(5000, EXCHANGE, ANN, 100, YES1, YES2);
    engine.rows().bought(5000, address("ee"), ANN, YES1, 100, 60, 0);
    engine.rows().bought(5000, address("ee"), ANN, YES2, 100, 30, 0);

    var flows = engine.flows().all();
    engine.loseFills();
    var without = engine.flows().all();

    assertThat(flows).hasSize(16).noneMatch(flow -> flow.endsWith(" order_filled"))
        .isEqualTo(without);
  }

  @Test
  void tellsATradeFromTheConversionBesideIt() throws Exception {
    for (int question = 1; question <= 3; question++) {
      engine.rows().prepareAdapted(10 + question, question);
    }
    engine.orders().buys(1000, ANN, adaptedToken(1, 1), 100, 60);
    engine.orders().sells(1000, BOB, adaptedToken(1, 1), 100, 60);
    engine.rows().shares(1000, ANN, ADAPTER, 100, adaptedToken(2, 1));
    engine.rows().shares(1000, ANN, ADAPTER, 100, adaptedToken(3, 1));
    engine.rows().shares(1000, ADAPTER, ANN, 100, adaptedToken(1, 0));
    engine.rows().usdc(1000, ADAPTER, ANN, 100);

    var flows = engine.flows(MarketRows.NEGATIVE_RISK, DerivationRules.USUAL);
    engine.loseFills();
    var without = engine.flows(MarketRows.NEGATIVE_RISK, DerivationRules.USUAL);

    assertThat(flows.in(1000)).containsExactly(
        "a1 AdaptedNo1 100 60 BUY HIGH order_filled",
        "a1 AdaptedNo2 -100 -50 SELL MEDIUM both_legs_with_opposite_token",
        "a1 AdaptedNo3 -100 -50 SELL MEDIUM both_legs_with_opposite_token",
        "a1 AdaptedYes1 100 0 UNKNOWN LOW legs_disagree",
        "b2 AdaptedNo1 -100 -60 SELL HIGH both_legs_single_token");
    assertThat(without.in(1000)).containsExactly(
        "a1 AdaptedNo1 100 0 UNKNOWN LOW legs_disagree",
        "a1 AdaptedNo2 -100 -20 SELL MEDIUM both_legs_with_opposite_token",
        "a1 AdaptedNo3 -100 -20 SELL MEDIUM both_legs_with_opposite_token",
        "a1 AdaptedYes1 100 0 UNKNOWN LOW legs_disagree",
        "b2 AdaptedNo1 -100 -60 SELL HIGH both_legs_single_token");
  }
}
