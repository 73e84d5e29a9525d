package io.gapless.cli.nodes;

import io.gapless.cli.console.CommandException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out which chains nodes are of.
public final class Nodes {

  private Nodes() {}

  /// The nodes of one chain.
  ///
  /// @param urls at least one, **secret** since keys stand in URLs
  /// @param expected the chain that the user named, if he did
  /// @throws CommandException if none answers, or they are of two chains, or of another than expected
  public static ChainNodes ofOneChain(List<URI> urls, Optional<String> expected, NodeTuning tuning)
      throws InterruptedException {
    var families = urls.stream().map(ChainFamily::of).distinct().toList();
    if (families.size() > 1) {
      throw CommandException.usage(families.getLast().option(),
          "its nodes are of another kind of chain than those of " + families.getFirst().option());
    }
    var nodes = switch (families.getFirst()) {
      case EVM -> EvmNodes.connect(urls, tuning);
      case XRPL -> XrplNodes.connect(urls, tuning);
    };
    if (expected.isPresent() && !expected.get().equals(nodes.chain())) {
      nodes.close();
      throw CommandException.usage("--chain",
          expected.get() + " was asked for, and the nodes are of " + nodes.chain());
    }
    return nodes;
  }

  /// The nodes of one chain of each kind.
  ///
  /// @param urls **secret** since keys stand in URLs; may be none
  /// @throws CommandException if none of a kind answers, or they are of two chains
  public static List<ChainNodes> ofAll(List<URI> urls, NodeTuning tuning)
      throws InterruptedException {
    var all = new ArrayList<ChainNodes>();
    for (var family : ChainFamily.values()) {
      var own = urls.stream().filter(url -> ChainFamily.of(url) == family).toList();
      if (!own.isEmpty()) {
        all.add(ofOneChain(own, Optional.empty(), tuning));
      }
    }
    return List.copyOf(all);
  }
}
