package io.gapless.gates.rebuild;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import io.gapless.gates.derive.Derivation;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The net flows that a derivation makes of what the tables hold.
final class DerivedFlows {

  private final List<Flow> flows;

  private DerivedFlows(List<Flow> flows) {
    this.flows = flows;
  }

  /// Derives anew, in slices of a few blocks.
  static DerivedFlows of(ClickHouse server, Deployment deployment, DerivationRules rules)
      throws InterruptedException {
    var run = Run.check(MarketRows.CHAIN, Instant.EPOCH);
    var warehouse = new Warehouse(() -> server, new Limits(1L << 30, Duration.ofMinutes(5), 10));
    new Derivation(warehouse, rules, InstantSource.system()).flows(deployment, run);
    return new DerivedFlows(server.query("SELECT block_number,"
        + " lower(hex(substring(wallet, 1, 1))) AS name, " + asset() + " AS asset,"
        + " toString(token_net / 1e6), usdc_net / 1e6, toString(direction),"
        + " toString(confidence), reason, clean FROM net_flows_runs WHERE run_id = '" + run.id()
        + "' ORDER BY block_number, name, asset",
        DerivedFlows::flow));
  }

  private static Flow flow(ResultSet row) throws SQLException {
    var dollars = row.getBigDecimal(5).stripTrailingZeros();
    return new Flow(row.getInt(1), row.getString(2), dollars,
        String.join(" ", row.getString(2), row.getString(3), row.getString(4),
            dollars.toPlainString(), row.getString(6), row.getString(7), row.getString(8)),
        row.getBoolean(9));
  }

  /// @param wallet its first digits
  private record Flow(int block, String wallet, BigDecimal cash, String text, boolean clean) {}

  /// A line a flow, by wallet: its first digits, outcome and question, shares, dollars, direction,
  /// confidence, reason.
  List<String> in(int block) {
    return flows.stream().filter(flow -> flow.block() == block).map(Flow::text).toList();
  }

  /// As [#in], of every block.
  List<String> all() {
    return flows.stream().map(Flow::text).toList();
  }

  boolean isClean(int block) {
    return flows.stream().filter(flow -> flow.block() == block).allMatch(Flow::clean);
  }

  /// Dollars that each wallet paid in each block.
  Map<String, BigDecimal> cash() {
    var cash = new TreeMap<>(flows.stream().collect(groupingBy(
        flow -> flow.block() + " " + flow.wallet(),
        reducing(BigDecimal.ZERO, Flow::cash, BigDecimal::add))));
    cash.values().removeIf(dollars -> dollars.signum() == 0);
    return cash;
  }

  /// `Yes1` and so on, of an adapter `AdaptedYes1`; `cash1` is cash of question 1.
  private static String asset() {
    var cases = new StringBuilder("multiIf(");
    for (int question = 1; question <= 3; question++) {
      for (int outcome = 0; outcome < 2; outcome++) {
        var name = (outcome == 0 ? "Yes" : "No") + question;
        cases.append(named(MarketRows.token(question, outcome), name))
            .append(named(MarketRows.adaptedToken(question, outcome), "Adapted" + name));
      }
      cases.append("hex(condition_id) = upper('")
          .append(MarketRows.condition(question).toString().substring(2)).append("'), 'cash")
          .append(question).append("', ");
    }
    return cases.append("'cash')").toString();
  }

  private static String named(BigInteger token, String name) {
    return "token_id = toUInt256('" + token + "'), '" + name + "', ";
  }
}
