package io.gapless.gates.derive;

import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.SqlFile;
import io.gapless.gates.warehouse.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Derives runs of what is loaded of a chain. Each part begins anew what was left unfinished.
public final class Derivation {

  private static final List<String> FLOWS = List.of("token_legs", "cash_legs", "system_cash",
      "net_flows", "system_flows", "collateral_moves");
  private static final List<String> PROFITS = List.of("condition_pnl", "wallet_pnl");

  private final Warehouse warehouse;
  private final DerivationRules rules;

  /// In this database.
  public Derivation(Warehouse warehouse, DerivationRules rules) {
    this.warehouse = warehouse;
    this.rules = rules;
  }

  /// Who did what in each transaction: net flows with direction and confidence.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  public void flows(Run run) throws InterruptedException {
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
