package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.DifferentLeaf;
import java.util.List;
import java.util.Map;

/// A leaf that is not what was covered: in the tables, or in the chain as it is now.
///
/// @param reason one line that says what is wrong
/// @param found rows that the tables hold, a dataset that differs
/// @param stale datasets whose only fault is that they still hold rows that the leaf's newest fetch
///     did not bring
/// @param minVersion more than the version of any row that the tables hold of the leaf
public record LeafDifference(CoveredLeaf leaf, String reason, Map<String, Long> found,
    List<String> stale, long minVersion) {

  /// Takes copies.
  public LeafDifference {
    found = Map.copyOf(found);
    stale = List.copyOf(stale);
  }

  /// Whether deleting rows that two fetches did not bring is all that there is to do.
  ///
  /// One fetch is not believed: it may be the one that has left something out.
  boolean isStaleOnly() {
    return leaf.attempt() > 1 && !found.isEmpty() && stale.size() == found.size();
  }

  /// As the topology is told.
  public DifferentLeaf finding() {
    return new DifferentLeaf(leaf.first(), leaf.last(), reason, minVersion);
  }
}
