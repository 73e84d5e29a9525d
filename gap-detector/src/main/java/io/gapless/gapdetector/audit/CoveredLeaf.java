package io.gapless.gapdetector.audit;

import java.util.Map;

/// A leaf's newest outcome, as far as the tables can be compared with it.
///
/// @param first first block, inclusive
/// @param last last block, inclusive
/// @param covered whether it is covered
/// @param version version of the outcome
/// @param rows rows a dataset
/// @param digests digest of the rows, a dataset
public record CoveredLeaf(long first, long last, boolean covered, long version,
    Map<String, Long> rows, Map<String, Long> digests) {

  public CoveredLeaf {
    rows = Map.copyOf(rows);
    digests = Map.copyOf(digests);
  }
}
