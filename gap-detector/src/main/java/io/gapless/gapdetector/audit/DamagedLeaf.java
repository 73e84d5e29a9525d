package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import java.util.List;
import java.util.Map;

/// A leaf that is not what was covered, and where in it.
///
/// @param range the leaf
/// @param reason one line that says what is wrong
/// @param covered rows that were covered, a dataset that differs
/// @param found rows that the tables hold, a dataset that differs
/// @param blocks blocks that differ, in order, those that follow each other as one; empty where
///     that is not known
/// @param exact whether these are all and no others, since the topics still have what was written;
///     else they are where the tables hold no rows, or rows of another fetch
/// @param minVersion more than the version of any row that the tables hold of the leaf
public record DamagedLeaf(BlockRange range, String reason, Map<String, Long> covered,
    Map<String, Long> found, List<BlockRange> blocks, boolean exact, long minVersion) {

  /// Takes copies.
  public DamagedLeaf {
    covered = Map.copyOf(covered);
    found = Map.copyOf(found);
    blocks = List.copyOf(blocks);
  }
}
