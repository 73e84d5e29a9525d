package io.gapless.cli.command.market;

import io.gapless.cli.command.Context;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.services.Need;
import io.gapless.gates.Gates;
import io.gapless.gates.check.GateFiles;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.GateResult.Outcome;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless gates`.
@Command(name = "gates", sortOptions = false, description = {
    "Judges what is loaded of a market, and changes nothing that readers see.",
    "Gates of your own are files NAME.sql in the folder gates of the data folder."}, footer = {"",
        "Exit codes: 0 all passed, 1 one failed, 2 one could not be evaluated."})
public final class GatesCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private MarketOptions market = new MarketOptions();

  @Option(names = "--json", description = "Prints one JSON array.")
  private boolean json;

  /// For the root command.
  public GatesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var deployment = market.deployment();
    var profile = market.profile();
    context.log(connections);
    try (var servers = context.services().connect(connections, Set.of(Need.CLICKHOUSE));
        var tables = ClickHouse.connect(servers.clickHouse().orElseThrow())) {
      var results = new Gates(new Warehouse(() -> tables, Limits.USUAL), DerivationRules.USUAL,
          GateFiles.load(connections.gates()), context.clock())
          .judge(deployment, profile, market.jobs());
      if (json) {
        context.console().println(GatesText.json(results));
      } else {
        GatesText.table(results, context.console());
      }
      return exitCode(results);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--profile", String.valueOf(e.getMessage()));
    }
  }

  private static int exitCode(List<GateResult> results) {
    if (results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)) {
      return 1;
    }
    return results.stream().anyMatch(GateResult::stops) ? 2 : 0;
  }
}
