package io.gapless.cli.command;

import io.gapless.cli.command.market.PresetJobs;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.options.Servers;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.planner.job.JobResolver;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which backfill of an EVM chain is wanted.
final class EvmJobOptions {

  /// Logs that look like a transfer and fit no standard are kept whatever is asked for.
  private static final String ALWAYS = "unclassified_logs";

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, description = "Nodes to ask, all of one chain; keys in the URLs are never shown.")
  private List<URI> rpc = List.of();

  @Mixin
  private JobOptions job = new JobOptions();

  @Option(names = "--contract", paramLabel = "ADDRESS", split = ",", description = "Only logs of these contracts.")
  private List<String> contracts = List.of();

  @Option(names = "--party", paramLabel = "ADDRESS", split = ",", description = "Only transfers from or to one of these addresses; of logs that fit no standard, those "
      + "that have one of them where the standard has the two.")
  private List<String> parties = List.of();

  @Option(names = "--preset", paramLabel = "NAME|FILE", description = "All that a prediction market needs, as several jobs: polymarket, or a file with its contracts.")
  private @Nullable String preset;

  @Option(names = "--on-complete", paramLabel = "rebuild", description = "With --preset: derives trades and profits when all jobs are complete.")
  private String onComplete = "";

  @Option(names = "--gates-every", paramLabel = "TIME", defaultValue = "30m", converter = Durations.class, description = "With --on-complete: how often the relaxed gates judge what is loaded until then; 0s for "
      + "never (default: ${DEFAULT-VALUE}).")
  private Duration gatesEvery = Duration.ofMinutes(30);

  @Option(names = "--hedge", description = "Puts a question to a second node where one takes longer than 19 of 20 of its answers "
      + "did; costs some requests more.")
  private boolean hedge;

  @Option(names = "--verify", paramLabel = "HOW", split = ",", defaultValue = "head", description = "How completeness is shown: head, bloom or root, and corroborate (default: "
      + "${DEFAULT-VALUE}).")
  private List<String> verify = List.of();

  /// The request, checked.
  ///
  /// @param fleet whether the roles run elsewhere
  BackfillRequest request(boolean fleet, int gapRangesPerCycle) {
    var jobs = jobs();
    return new BackfillRequest(ChainFamily.EVM, rpc, job.chain(ChainFamily.EVM, rpc, fleet), jobs,
        job.rangeSize(), verdict(), hows().contains("corroborate"), job.maxAttempts(),
        job.workers(ChainFamily.EVM, rpc, fleet), job.host(), gapRangesPerCycle,
        new NodeTuning(hedge, Duration.ZERO));
  }

  private List<AskedJob> jobs() {
    if (!onComplete.isEmpty() && !onComplete.equals("rebuild")) {
      throw CommandException.usage("--on-complete", "'" + onComplete + "' is not rebuild");
    }
    if (preset == null) {
      if (!onComplete.isEmpty()) {
        throw CommandException.usage("--on-complete", "what is rebuilt is a market: name --preset");
      }
      return List.of(new AskedJob(job.first(), job.last(), datasets(),
          addresses("--contract", contracts), parties(), Optional.empty()));
    }
    if (!contracts.isEmpty() || !parties.isEmpty() || job.namesDatasets()) {
      throw CommandException.usage("--preset",
          "it knows contracts, parties and datasets: leave --contract, --party and --dataset out");
    }
    var market = PresetJobs.deployment(preset);
    if (market.firstDay() != null) {
      job.beginAt(market.firstDay());
    }
    return PresetJobs.of(market, job.first(), job.last(), !onComplete.isEmpty(), gatesEvery);
  }

  private List<String> parties() {
    var chosen = addresses("--party", parties);
    if (chosen.size() > JobResolver.MOST_PARTIES) {
      throw CommandException.usage("--party", chosen.size() + " addresses are too many; give "
          + JobResolver.MOST_PARTIES + " at most, or several backfills");
    }
    return chosen;
  }

  /// With parties only datasets that have some: by choice or, where none is named, by themselves.
  private List<String> datasets() {
    var chosen = job.datasets(ChainFamily.EVM, ALWAYS);
    if (parties.isEmpty()) {
      return chosen;
    }
    var without = Datasets.all().withoutParties(chosen);
    if (job.namesDatasets() && !without.isEmpty()) {
      throw CommandException.usage("--party", "records of the dataset " + without.getFirst()
          + " name no parties; leave --party out, or name other datasets");
    }
    return chosen.stream().filter(name -> !without.contains(name)).toList();
  }

  private static List<String> addresses(String option, List<String> addresses) {
    var chosen = new TreeSet<String>();
    for (int i = 0; i < addresses.size(); i++) {
      var address = addresses.get(i).strip();
      if (!address.matches("0[xX][0-9a-fA-F]{40}")) {
        throw CommandException.usage(option, "address " + (i + 1) + " of " + addresses.size()
            + ", '" + address + "' " + AddressProblem.of(address)
            + "; an address is 0x and 40 hex digits");
      }
      chosen.add(address.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(chosen);
  }

  private List<String> hows() {
    return verify.stream().map(how -> how.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private Verdict verdict() {
    var asked = Verdict.HEAD;
    for (String how : hows()) {
      var one = switch (how) {
        case "head", "corroborate" -> Verdict.HEAD;
        case "bloom" -> Verdict.BLOOM;
        case "root" -> Verdict.ROOT;
        default -> throw CommandException.usage("--verify",
            "'" + how + "' is none of head, bloom, root and corroborate");
      };
      asked = one.compareTo(asked) > 0 ? one : asked;
    }
    return asked;
  }
}
