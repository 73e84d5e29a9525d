package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a node knows of transactions that it was asked for by hash.
///
/// @param found those that stand in a block, by hash, in the order in which they were asked for; a
///     hash that is missing is one that the node does not know
/// @param headers the blocks that were asked for besides, all of them, by number
/// @param bytes how long the answers were, uncompressed
public record EvmLookup(
    Map<Hash32, EvmExecution> found, Map<Long, EvmHeader> headers, long bytes) {

  /// Takes copies of the maps.
  public EvmLookup {
    found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
