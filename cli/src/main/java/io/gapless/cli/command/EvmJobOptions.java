package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which backfill of an EVM chain is wanted.
final class EvmJobOptions {

  private static final String FAMILY = "evm";
  /// Logs that look like a transfer and fit no standard are kept whatever is asked for.
  private static final String ALWAYS = "unclassified_logs";
  private static final int MAX_WORKERS = 256;
  private static final int EMBEDDED_WORKERS = 2;

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, description = "Nodes to ask, all of one chain; keys in the URLs are never shown.")
  private List<URI> rpc = List.of();

  @Option(names = "--chain", paramLabel = "evm-ID", description = "The chain, for a fleet that has nodes of its own (with --kafka, or beside "
      + "`gapless up`, instead of --rpc); else a check on the nodes.")
  private @Nullable String chain;

  @Option(names = "--from", paramLabel = "N|DATE", required = true, description = "First block, or UTC date (2024-01-31).")
  private String from = "";

  @Option(names = "--to", paramLabel = "N|DATE|finalized", required = true, description = "Last block, UTC date (its day included), or `finalized`.")
  private String to = "";

  @Option(names = "--contract", paramLabel = "ADDRESS", split = ",", description = "Only logs of these contracts.")
  private List<String> contracts = List.of();

  @Option(names = "--dataset", paramLabel = "NAME", split = ",", description = "Only these datasets (erc20_transfers or erc20, …); unclassified_logs always "
      + "comes along.")
  private List<String> datasets = List.of();

  @Option(names = "--workers", paramLabel = "N", description = "Fetchers in this process (default: 2; with --kafka, or beside a running `gapless up`, 0).")
  private @Nullable Integer workers;

  @Mixin
  private WorkerName name = new WorkerName();

  @Option(names = "--hedge", description = "Puts a question to a second node where one takes longer than 19 of 20 of its answers "
      + "did; costs some requests more.")
  private boolean hedge;

  @Option(names = "--range-size", paramLabel = "N", description = "Blocks of a work (default: adapts).")
  private @Nullable Long rangeSize;

  @Option(names = "--verify", paramLabel = "HOW", split = ",", defaultValue = "head", description = "How completeness is shown: head, bloom or root, and corroborate (default: "
      + "${DEFAULT-VALUE}).")
  private List<String> verify = List.of();

  @Option(names = "--max-attempts", paramLabel = "N", defaultValue = "5", description = "Fetches of a range before it is given up (default: ${DEFAULT-VALUE}).")
  private int maxAttempts;

  /// The request, checked.
  ///
  /// @param fleet whether the roles run elsewhere
  BackfillRequest request(boolean fleet) {
    var first = bound("--from", from);
    var last = bound("--to", to);
    if (first instanceof BlockBound.Finalized) {
      throw CommandException.usage("--from", "'finalized' is an end; begin with a block number or "
          + "a UTC date (2024-01-31)");
    }
    if (BlockBound.reversed(first, last)) {
      throw CommandException.usage("--to", last + " lies before --from " + first
          + "; the end has to be the same or later");
    }
    checkNodes(fleet);
    if (rangeSize != null && rangeSize < 1) {
      throw CommandException.usage("--range-size", rangeSize + " is less than 1 block");
    }
    if (maxAttempts < 1) {
      throw CommandException.usage("--max-attempts", maxAttempts + " is less than 1");
    }
    return new BackfillRequest(rpc, Optional.ofNullable(chain), first, last, datasetNames(),
        addresses(), rangeSize == null ? OptionalLong.empty() : OptionalLong.of(rangeSize),
        verdict(), hows().contains("corroborate"), maxAttempts, workers(fleet),
        name.host()).withHedging(hedge);
  }

  private void checkNodes(boolean fleet) {
    if (chain != null && !chain.matches("evm-[1-9][0-9]{0,17}")) {
      throw CommandException.usage("--chain", "'" + chain + "' is not evm-<chain id>, e.g. evm-1");
    }
    if (rpc.isEmpty() && !(fleet && chain != null)) {
      throw CommandException.usage("--rpc", fleet
          ? "name a node (--rpc URL), or the chain of the fleet (--chain evm-1)"
          : "name at least one node, e.g. --rpc http://127.0.0.1:8545");
    }
    if (new HashSet<>(rpc).size() < rpc.size()) {
      throw CommandException.usage("--rpc", "a node is named twice");
    }
  }

  private int workers(boolean fleet) {
    int count = workers == null ? fleet ? 0 : EMBEDDED_WORKERS : workers;
    int least = fleet ? 0 : 1;
    if (count < least || count > MAX_WORKERS) {
      throw CommandException.usage("--workers", count + " is not from " + least + " to "
          + MAX_WORKERS);
    }
    if (count > 0 && rpc.isEmpty()) {
      throw CommandException.usage("--workers", "fetchers of this process need --rpc");
    }
    return count;
  }

  private List<String> datasetNames() {
    var known = Datasets.all().of(FAMILY).stream().map(Dataset::name).toList();
    if (datasets.isEmpty()) {
      return known;
    }
    var chosen = new TreeSet<String>();
    for (String name : datasets) {
      var whole = name.strip().toLowerCase(Locale.ROOT);
      chosen.add(known.stream().filter(candidate -> candidate.equals(whole)
          || candidate.equals(whole + "_transfers")).findFirst()
          .orElseThrow(() -> CommandException.usage("--dataset", "'" + name
              + "' is no dataset of EVM chains; there are " + String.join(", ", known))));
    }
    if (known.contains(ALWAYS)) {
      chosen.add(ALWAYS);
    }
    return List.copyOf(chosen);
  }

  private List<String> addresses() {
    var chosen = new TreeSet<String>();
    for (int i = 0; i < contracts.size(); i++) {
      var address = contracts.get(i).strip();
      if (!address.matches("0[xX][0-9a-fA-F]{40}")) {
        throw CommandException.usage("--contract", "address " + (i + 1) + " of " + contracts.size()
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

  private static BlockBound bound(String option, String text) {
    try {
      return BlockBound.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(option, String.valueOf(e.getMessage()));
    }
  }
}
