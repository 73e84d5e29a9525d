package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
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

/// The options of a backfill that do not depend on the kind of chain.
final class JobOptions {

  private static final int MAX_WORKERS = 256;
  private static final int EMBEDDED_WORKERS = 2;

  @Option(names = "--chain", paramLabel = "NAME", description = "The chain, such as evm-1 or xrpl-0, for a fleet that has nodes of its own (with --kafka, or "
      + "beside `gapless up`, instead of nodes); else a check on the nodes.")
  private @Nullable String chain;

  @Option(names = "--from", paramLabel = "N|DATE", description = "First block or ledger, or UTC date (2024-01-31).")
  private String from = "";

  @Option(names = "--to", paramLabel = "N|DATE|finalized", required = true, description = "Last block or ledger, UTC date (its day included), or `finalized`.")
  private String to = "";

  @Option(names = "--dataset", paramLabel = "NAME", split = ",", description = "Only these datasets (erc20_transfers or erc20, …); some are fetched only if named here.")
  private List<String> datasets = List.of();

  @Option(names = "--workers", paramLabel = "N", description = "Fetchers in this process (default: 2; with --kafka, or beside a running `gapless up`, 0).")
  private @Nullable Integer workers;

  @Mixin
  private WorkerName name = new WorkerName();

  @Option(names = "--range-size", paramLabel = "N", description = "Blocks of a work (default: adapts).")
  private @Nullable Long rangeSize;

  @Option(names = "--max-attempts", paramLabel = "N", defaultValue = "5", description = "Fetches of a range before it is given up (default: ${DEFAULT-VALUE}).")
  private int maxAttempts;

  BlockBound first() {
    if (from.isBlank()) {
      throw CommandException.usage("--from",
          "name where to begin: a block number or a UTC date (2024-01-31)");
    }
    var first = bound("--from", from);
    if (first instanceof BlockBound.Finalized) {
      throw CommandException.usage("--from", "'finalized' is an end; begin with a block number or "
          + "a UTC date (2024-01-31)");
    }
    return first;
  }

  BlockBound last() {
    var last = bound("--to", to);
    if (BlockBound.reversed(first(), last)) {
      throw CommandException.usage("--to", last + " lies before --from " + first()
          + "; the end has to be the same or later");
    }
    return last;
  }

  /// A beginning for those who named none.
  void beginAt(String usual) {
    from = from.isBlank() ? usual : from;
  }

  OptionalLong rangeSize() {
    if (rangeSize != null && rangeSize < 1) {
      throw CommandException.usage("--range-size", rangeSize + " is less than 1 block");
    }
    return rangeSize == null ? OptionalLong.empty() : OptionalLong.of(rangeSize);
  }

  int maxAttempts() {
    if (maxAttempts < 1) {
      throw CommandException.usage("--max-attempts", maxAttempts + " is less than 1");
    }
    return maxAttempts;
  }

  String host() {
    return name.host();
  }

  /// The chain that was named, which has to be of the family. Where there are no nodes to ask, it
  /// has to be named, and a fleet to be there.
  Optional<String> chain(ChainFamily family, List<URI> nodes, boolean fleet) {
    if (chain != null && !chain.matches(family.id() + "-[0-9]{1,18}")) {
      throw CommandException.usage("--chain", "'" + chain + "' is not " + family.id()
          + "-<id>, e.g. " + family.example());
    }
    if (nodes.isEmpty() && !(fleet && chain != null)) {
      throw CommandException.usage(family.option(), fleet
          ? "name a node (" + family.option() + " URL), or the chain of the fleet (--chain "
              + family.example() + ")"
          : "name at least one node, e.g. " + family.option() + " " + family.exampleUrl());
    }
    if (new HashSet<>(nodes).size() < nodes.size()) {
      throw CommandException.usage(family.option(), "a node is named twice");
    }
    return Optional.ofNullable(chain);
  }

  int workers(ChainFamily family, List<URI> nodes, boolean fleet) {
    int count = workers == null ? fleet ? 0 : EMBEDDED_WORKERS : workers;
    int least = fleet ? 0 : 1;
    if (count < least || count > MAX_WORKERS) {
      throw CommandException.usage("--workers", count + " is not from " + least + " to "
          + MAX_WORKERS);
    }
    if (count > 0 && nodes.isEmpty()) {
      throw CommandException.usage("--workers",
          "fetchers of this process need " + family.option());
    }
    return count;
  }

  /// Whether datasets were named.
  boolean namesDatasets() {
    return !datasets.isEmpty();
  }

  /// The datasets that were named, in order; the usual ones of the family where none was.
  ///
  /// @param always one that comes along whatever is asked for; empty for none
  List<String> datasets(ChainFamily family, String always) {
    var known = Datasets.all().of(family.id()).stream().map(Dataset::name).toList();
    if (datasets.isEmpty()) {
      return Datasets.all().usual(family.id()).stream().map(Dataset::name).toList();
    }
    var chosen = new TreeSet<String>();
    for (String asked : datasets) {
      var whole = asked.strip().toLowerCase(Locale.ROOT);
      chosen.add(known.stream().filter(candidate -> candidate.equals(whole)
          || candidate.equals(whole + "_transfers") || candidate.equals(family.id() + "_" + whole))
          .findFirst()
          .orElseThrow(() -> CommandException.usage("--dataset", "'" + asked
              + "' is no dataset of " + family.plural() + "; there are "
              + String.join(", ", known))));
    }
    if (known.contains(always)) {
      chosen.add(always);
    }
    return List.copyOf(chosen);
  }

  private static BlockBound bound(String option, String text) {
    try {
      return BlockBound.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(option, String.valueOf(e.getMessage()));
    }
  }
}
