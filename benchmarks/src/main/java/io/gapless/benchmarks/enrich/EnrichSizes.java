package io.gapless.benchmarks.enrich;

import java.time.Duration;

/// How much is measured.
///
/// @param transactions enriched in each run
/// @param runs measured runs, after one that is not counted
/// @param learning how long a limited node is asked before its measurement begins
/// @param window how long a limited node is measured; zero: not at all
public record EnrichSizes(int transactions, int runs, Duration learning, Duration window) {

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public EnrichSizes {
    if (transactions < 1) {
      throw new IllegalArgumentException("transactions < 1: " + transactions);
    }
    if (runs < 1) {
      throw new IllegalArgumentException("runs < 1: " + runs);
    }
    if (learning.isNegative() || window.isNegative()) {
      throw new IllegalArgumentException("a time is negative: " + learning + ", " + window);
    }
  }
}
