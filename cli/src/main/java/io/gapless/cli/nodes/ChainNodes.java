package io.gapless.cli.nodes;

import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.planner.chain.ChainClock;

/// The nodes of one chain that a user named.
public interface ChainNodes extends AutoCloseable {

  /// The chain's name, as the nodes say.
  String chain();

  /// What a planner asks them.
  ChainClock clock();

  /// What a gap detector asks them.
  ChainHashes hashes();

  /// What the fetchers of one process share of them with its gap detector, so that a node's limit is
  /// one for all.
  FetchPool fetching();

  /// Leaves no connection behind.
  @Override
  void close();
}
