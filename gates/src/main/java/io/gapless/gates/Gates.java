package io.gapless.gates;

import io.gapless.gates.check.Gate;
import io.gapless.gates.check.Gate.Stage;
import io.gapless.gates.check.GateCheck;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.Profile;
import io.gapless.gates.derive.Derivation;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Judges what is loaded of a market, without touching what readers see.
public final class Gates {

  private final Warehouse warehouse;
  private final Derivation derivation;
  private final GateCheck check;
  private final InstantSource clock;

  /// In this database.
  ///
  /// @param gates that are asked
  public Gates(Warehouse warehouse, DerivationRules rules, List<Gate> gates, InstantSource clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    derivation = new Derivation(warehouse, rules, clock);
    check = new GateCheck(warehouse, gates, clock);
  }

  /// Derives a run of its own, asks the gates about it, and forgets it again.
  ///
  /// @param jobs that loaded the market; empty: all jobs of its chain
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  /// @throws IllegalArgumentException if the profile names a gate that there is not
  public List<GateResult> judge(Deployment deployment, Profile profile, List<String> jobs)
      throws InterruptedException {
    var run = Run.check(deployment.chain(), clock.instant());
    try {
      derivation.flows(deployment, run);
      var results = new ArrayList<>(check.run(run, profile, jobs, Stage.FLOWS));
      derivation.profits(run);
      results.addAll(check.run(run, profile, jobs, Stage.PROFITS));
      return results;
    } finally {
      warehouse.discard(run);
    }
  }
}
