package io.gapless.cli.command.market;

import io.gapless.cli.console.CommandException;
import io.gapless.gates.check.Profile;
import io.gapless.gates.market.Deployment;
import java.util.List;
import picocli.CommandLine.Option;

/// Which market, and what it is judged by.
final class MarketOptions {

  @Option(names = "--preset", paramLabel = "NAME|FILE", defaultValue = "polymarket", description = "The market: polymarket, or a file with its contracts (default: ${DEFAULT-VALUE}).")
  private String preset = "polymarket";

  @Option(names = "--profile", paramLabel = "NAME|FILE", defaultValue = "strict", description = "What has to hold: strict, relaxed, or a file of your own (default: ${DEFAULT-VALUE}).")
  private String profile = "strict";

  @Option(names = "--job", paramLabel = "JOB", split = ",", description = "Jobs that loaded the market (default: all jobs of its chain).")
  private List<String> jobs = List.of();

  Deployment deployment() {
    return PresetJobs.deployment(preset);
  }

  Profile profile() {
    try {
      return Profile.named(profile);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--profile", String.valueOf(e.getMessage()));
    }
  }

  List<String> jobs() {
    return jobs;
  }
}
