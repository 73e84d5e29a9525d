package io.gapless.gates.rebuild;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.nio.file.Path;

/// A real engine with the tables of a market in which an exchange fills orders.
final class MarketEngine implements AutoCloseable {

  private final EmbeddedStack engine;
  private final ClickHouse server;
  private final SmallMarket market;
  private final ExchangeRows orders;

  private MarketEngine(EmbeddedStack engine, ClickHouse server) {
    this.engine = engine;
    this.server = server;
    market = new SmallMarket(server);
    orders = new ExchangeRows(market.rows());
  }

  /// Skips the test where there is no engine.
  static MarketEngine start(Path folder) {
    assumeTrue(EmbeddedStack.class.getResource("clickhouse/ClickHouseMain.class") != null,
        "no ClickHouse engine in this build");
    var engine = EmbeddedStack.start(EmbeddedConfig.of(folder).with(Service.CLICKHOUSE));
    var server = ClickHouse.connect("jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE));
    new Warehouse(() -> server, Limits.USUAL).createTables();
    return new MarketEngine(engine, server);
  }

  ClickHouse server() {
    return server;
  }

  SmallMarket market() {
    return market;
  }

  MarketRows rows() {
    return market.rows();
  }

  ExchangeRows orders() {
    return orders;
  }

  /// Nothing but three questions.
  void beginAnew() {
    market.forget();
    for (int question = 1; question <= 3; question++) {
      rows().prepare(question, question);
    }
  }

  DerivedFlows flows() throws InterruptedException {
    return flows(MarketRows.MARKET, DerivationRules.USUAL);
  }

  DerivedFlows flows(Deployment deployment, DerivationRules rules) throws InterruptedException {
    return DerivedFlows.of(server, deployment, rules);
  }

  void loseFills() {
    rows().lose("exchange_fills", "chain = '" + MarketRows.CHAIN + "'");
  }

  @Override
  public void close() {
    server.close();
    engine.close();
  }
}
