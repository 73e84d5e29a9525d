package io.gapless.cli.matrix;

import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmNodeProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A node of a provider with a fault, and how completeness is asked to be shown.
///
/// @param number its place in the list, which makes its chain's id
/// @param fault a name of [EvmFaults], or empty for none
record Combination(int number, String profile, Optional<String> fault, How how) {

  /// Blocks of each chain.
  static final int BLOCKS = 160;
  /// Blocks of each leaf.
  static final int LEAF = 80;
  /// Providers' caps are divided by this, so that a short chain meets them.
  private static final int SCALE = 100;

  /// Faults that leave no trace in an answer: at `head` only spot checks see them.
  private static final Set<String> SILENT = Set.of("omit-logs", "omit-logs-not-receipts",
      "omit-blocks", "omit-blocks-not-receipts", "alter-logs", "alter-logs-not-receipts",
      "silent-cap", "empty-logs");
  /// Faults that pass, or that another way of asking gets around.
  private static final Set<String> PASSING = Set.of("throttle", "throttle-retry-after",
      "throttle-backoff", "throttle-json-rpc", "throttle-call", "errors", "missing-data",
      "truncated", "slow-body", "reset", "reset-midway", "empty-body", "html-502", "html-503",
      "suggest-inverted", "suggest-shifted", "suggest-equal", "no-batches", "growing-head",
      "truncated-above", "html-413", "no-transaction-index");

  /// How completeness is asked to be shown.
  enum How {
    HEAD,
    BLOOM,
    ROOT,
    /// By an honest node beside it.
    CORROBORATED;

    void set(JobSpecification specification) {
      specification.setVerify(switch (this) {
        case HEAD, CORROBORATED -> Verdict.HEAD;
        case BLOOM -> Verdict.BLOOM;
        case ROOT -> Verdict.ROOT;
      });
      specification.setCorroborate(this == CORROBORATED);
    }
  }

  long chainId() {
    return 5_000_000L + number;
  }

  /// The node, and beside it an honest one where a second opinion is asked for.
  List<EvmNodeOptions> nodes() {
    var provider = EvmNodeProfile.scaled(profile, SCALE);
    // the rate of a small plan would only make the test long
    var quick = provider.withRequestsPerSecond(0);
    var faulty = fault.map(name -> EvmFaults.applied(sized(name), quick)).orElse(quick);
    return how == How.CORROBORATED ? List.of(faulty, EvmNodeOptions.defaults()) : List.of(faulty);
  }

  /// Whether covered ranges hold exactly what the chain holds.
  boolean showsEverything() {
    return how == How.ROOT || how == How.CORROBORATED
        || fault.map(name -> !SILENT.contains(name)).orElse(true);
  }

  /// Whether covered ranges hold something of every block that has something.
  boolean showsEmptyBlocks() {
    return how != How.HEAD;
  }

  /// Whether nothing may be missing in the end.
  boolean passes() {
    boolean provable = how != How.ROOT || EvmNodeProfile.named(profile).behaviour().blockReceipts();
    return provable && fault.map(PASSING::contains).orElse(true);
  }

  /// Numbers that fit a chain of this size.
  private static String sized(String name) {
    return switch (name) {
      case "pruned", "pruned-null", "pruned-error" -> name + "=60";
      case "lag", "lag-error" -> name + "=30";
      // a node is asked some ten times before a leaf is given up
      case "growing-head" -> name + "=8";
      default -> name;
    };
  }

  @Override
  public String toString() {
    return profile + " " + fault.orElse("without a fault") + " " + how;
  }
}
