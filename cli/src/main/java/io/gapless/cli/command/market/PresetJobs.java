package io.gapless.cli.command.market;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.gates.check.Profile;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.market.MarketContract;
import io.gapless.gates.market.Role;
import io.gapless.gates.rebuild.CompletedJobs;
import io.gapless.gates.rebuild.RebuildRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The jobs that load a market.
///
/// Conditions are fetched from the CTF's first block on, since those that were prepared before a window
/// are traded in it. Of the collateral's transfers only those are fetched that touch the market: the
/// cash of a trade always does.
public final class PresetJobs {

  private static final String UNCLASSIFIED = "unclassified_logs";
  /// Those that the collateral of trades goes through.
  private static final Set<Role> CASH = EnumSet.of(Role.CTF, Role.EXCHANGE, Role.ADAPTER,
      Role.WCOL, Role.VAULT, Role.FEE, Role.AMM);

  private PresetJobs() {}

  /// The market of that name, or in that file.
  ///
  /// @throws CommandException if there is none
  public static Deployment deployment(String preset) {
    try {
      return Deployment.named(preset);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--preset", String.valueOf(e.getMessage()));
    }
  }

  /// The jobs for a window of trades.
  ///
  /// @param rebuild whether the market is to be rebuilt when all of them are complete
  /// @param watch how often what is loaded is judged until then; 0: never
  public static List<AskedJob> of(Deployment market, BlockBound from, BlockBound to,
      boolean rebuild, Duration watch) {
    var then = rebuild
        ? Optional.of(CompletedJobs.onComplete(
            new RebuildRequest(market, Profile.strict(), List.of(), false, "",
                watch.toSeconds())))
        : Optional.<String>empty();
    var jobs = new ArrayList<AskedJob>();
    var ctf = addresses(market, Role.CTF);
    jobs.add(job(new BlockBound.Block(market.contracts().stream()
        .filter(contract -> contract.role() == Role.CTF).mapToLong(MarketContract::firstBlock)
        .min().orElse(0)), to, "ctf_events", ctf, List.of(), then));
    jobs.add(job(from, to, "erc1155_transfers", ctf, List.of(), then));
    jobs.add(job(from, to, "erc20_transfers", addresses(market, Role.COLLATERAL),
        CASH.stream().flatMap(role -> addresses(market, role).stream()).sorted().toList(), then));
    if (!market.of(Role.EXCHANGE).isEmpty()) {
      jobs.add(job(from, to, "exchange_fills", addresses(market, Role.EXCHANGE), List.of(), then));
    }
    if (!market.of(Role.ADAPTER).isEmpty()) {
      jobs.add(job(from, to, "neg_risk_events", addresses(market, Role.ADAPTER), List.of(), then));
    }
    return jobs;
  }

  private static AskedJob job(BlockBound from, BlockBound to, String dataset,
      List<String> contracts, List<String> parties, Optional<String> onComplete) {
    return new AskedJob(from, to, Stream.of(dataset, UNCLASSIFIED).sorted().toList(), contracts,
        parties, onComplete);
  }

  private static List<String> addresses(Deployment market, Role role) {
    return market.of(role).stream().map(Object::toString).sorted().toList();
  }
}
