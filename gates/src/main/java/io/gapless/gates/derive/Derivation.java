package io.gapless.gates.derive;

import io.gapless.gates.market.Deployment;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.SqlFile;
import io.gapless.gates.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Derives runs of what is loaded of a chain. Each part begins anew what was left unfinished.
public final class Derivation {

  private static final List<String> FLOWS = List.of("token_legs", "cash_legs", "system_cash",
      "filled_legs", "net_flows", "system_flows", "collateral_moves");
  private static final List<String> PROFITS = List.of("condition_pnl", "wallet_pnl");

  private final Warehouse warehouse;
  private final DerivationRules rules;
  private final TokenMap tokens;

  /// In this database.
  public Derivation(Warehouse warehouse, DerivationRules rules, InstantSource clock) {
    this.warehouse = warehouse;
    this.rules = rules;
    tokens = new TokenMap(warehouse, clock);
  }

  /// Who did what in each transaction: net flows with direction and confidence. The tables are created
  /// and the map of tokens is brought up to date for it.
  ///
  /// @param market on the run's chain
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  public void flows(Deployment market, Run run) throws InterruptedException {
    warehouse.createTables();
    tokens.refresh(market);
    warehouse.discard(run);
    for (var slice : Slices.of(warehouse, run.chain())) {
      var parameters = run.with(Map.of("first", slice.first(), "last", slice.last(),
          "mode", rules.confidence().name().toLowerCase(Locale.ROOT),
          "max_price", rules.maxPrice()));
      for (var part : FLOWS) {
        warehouse.execute(SqlFile.read("build/" + part + ".sql"), parameters);
      }
    }
    warehouse.discardScratch(run);
  }

  /// What each wallet won and lost, from the run's flows.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  public void profits(Run run) throws InterruptedException {
    warehouse.discardProfits(run);
    for (var part : PROFITS) {
      warehouse.execute(SqlFile.read("build/" + part + ".sql"),
          run.with(Map.of("dust", rules.dust())));
    }
  }
}
