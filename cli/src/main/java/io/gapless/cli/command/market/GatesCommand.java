package io.gapless.cli.command.market;

import io.gapless.cli.command.Context;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.EventPublisher;
import io.gapless.cli.services.Need;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.gates.Gates;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.GateResult.Outcome;
import io.gapless.gates.check.Profile;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.rebuild.GateWatch;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    // where nothing runs there is nobody to tell, and only the database is started
    boolean tells = connections.kafka().isPresent()
        || EmbeddedStack.running(connections.data()).isPresent();
    try (
        var servers = context.services().connect(connections,
            tells ? EnumSet.allOf(Need.class) : EnumSet.of(Need.CLICKHOUSE));
        var tables = ClickHouse.connect(servers.clickHouse().orElseThrow())) {
      var results = new Gates(new Warehouse(() -> tables, Limits.USUAL), DerivationRules.USUAL,
          connections.gates(), context.clock())
          .judge(deployment, profile, market.jobs());
      if (json) {
        context.console().println(GatesText.json(results));
      } else {
        GatesText.table(results, context.console());
      }
      if (tells) {
        new EventPublisher(servers.kafkaClient(connections.kafkaProperties()),
            new RecordSerdes(servers.registry().orElseThrow()), connections.topics())
            .publish(event(deployment, profile, results));
      }
      return exitCode(results);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--profile", String.valueOf(e.getMessage()));
    }
  }

  private LifecycleEvent event(Deployment market, Profile profile, List<GateResult> results) {
    var stopping = results.stream().filter(GateResult::stops).toList();
    var judged = "What is loaded of " + market.name() + (stopping.isEmpty() ? " passes" : " fails")
        + " the gates of profile " + profile.name();
    return LifecycleEvent.newBuilder().setNamespace(GateWatch.NAMESPACE).setId(market.chain())
        .setEvent(stopping.isEmpty() ? "passed" : "failed")
        .setMessage(judged + (stopping.isEmpty()
            ? "."
            : ": " + stopping.stream().map(GateResult::sentence).collect(Collectors.joining("; "))
                + "."))
        .setDetail(Map.of("profile", profile.name())).setAt(context.clock().instant()).build();
  }

  private static int exitCode(List<GateResult> results) {
    if (results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)) {
      return 1;
    }
    return results.stream().anyMatch(GateResult::stops) ? 2 : 0;
  }
}
