package io.gapless.gapdetector.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds leaves that the chain does not have any more as they were fetched: since blocks name their
/// parents, a last block that is what it was stands for all before it.
final class ChainCheck {

  /// Blocks below the head that no chain undoes.
  private static final long DEEP = 10_000;

  private final Map<String, ChainHashes> chains;

  /// @param chains nodes to ask, by chain; a chain may be missing
  ChainCheck(Map<String, ChainHashes> chains) {
    this.chains = Map.copyOf(chains);
  }

  /// What a check of leaves found.
  ///
  /// @param moved why a leaf is not the chain's any more, by its first block
  /// @param unasked leaves near the head whose hash no node told
  record Found(Map<Long, String> moved, int unasked) {}

  /// Compares leaves, which are in order, with the nodes and with each other.
  Found of(String chain, List<CoveredLeaf> leaves) throws InterruptedException {
    var moved = new TreeMap<Long, String>();
    for (int i = 1; i < leaves.size(); i++) {
      link(leaves.get(i - 1), leaves.get(i), moved);
    }
    var shallow = leaves.stream().filter(ChainCheck::isShallow).toList();
    var nodes = chains.get(chain);
    if (nodes == null || shallow.isEmpty()) {
      return new Found(moved, 0);
    }
    var hashes = nodes.of(shallow.stream().map(CoveredLeaf::last).toList());
    for (CoveredLeaf leaf : shallow) {
      var hash = Optional.ofNullable(hashes.get(leaf.last()));
      if (hash.isPresent() && !hash.get().equals(leaf.place().lastHash())) {
        moved.put(leaf.first(), "block " + leaf.last() + " has another hash than when it was"
            + " fetched: " + hash.get() + ", not " + leaf.place().lastHash());
      }
    }
    return new Found(moved, (int) shallow.stream()
        .filter(leaf -> !hashes.containsKey(leaf.last())).count());
  }

  private static boolean isShallow(CoveredLeaf leaf) {
    return !leaf.place().lastHash().isEmpty() && leaf.place().head() - leaf.last() < DEEP;
  }

  private static void link(CoveredLeaf one, CoveredLeaf next, Map<Long, String> moved) {
    var end = one.place().lastHash();
    var parent = next.place().parentHash();
    if (one.last() + 1 == next.first() && !end.isEmpty() && !parent.isEmpty()
        && !end.equals(parent)) {
      var reason = "block " + next.first() + " does not follow the block " + one.last()
          + " that was fetched";
      moved.putIfAbsent(one.first(), reason);
      moved.putIfAbsent(next.first(), reason);
    }
  }
}
