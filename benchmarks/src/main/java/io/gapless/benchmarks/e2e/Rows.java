package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.node.Node;
import io.gapless.schemas.record.RangeOutcome;

/// Counts rows of all datasets together.
final class Rows {

  private Rows() {}

  /// Those that the whole chain makes.
  static long of(Node node) {
    return node.rows().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Those that a work brought.
  static long of(RangeOutcome outcome) {
    return outcome.getRowCounts().values().stream().mapToLong(Long::longValue).sum();
  }
}
