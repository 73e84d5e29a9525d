package io.gapless.benchmarks.scale;

import java.time.Duration;
import java.util.List;

/// How much is measured.
///
/// @param fleets how many processes each fleet has, that of one first
/// @param worksPerProcess of each fleet that fetches from the slow node: each process has the same
/// time to get going
/// @param runs of each fleet
/// @param learning how long the limited node is asked before its measurement begins
/// @param window how long it is measured; zero: not at all
public record ScaleSizes(List<Integer> fleets, int worksPerProcess, int runs, Duration learning,
    Duration window) {

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public ScaleSizes {
    fleets = List.copyOf(fleets);
    if (fleets.isEmpty() || fleets.getFirst() != 1) {
      throw new IllegalArgumentException("no fleet of one process comes first: " + fleets);
    }
    if (worksPerProcess < 100) {
      throw new IllegalArgumentException("worksPerProcess < 100: " + worksPerProcess);
    }
    if (runs < 1) {
      throw new IllegalArgumentException("runs < 1: " + runs);
    }
    if (learning.isNegative() || window.isNegative()) {
      throw new IllegalArgumentException("a time is negative: " + learning + ", " + window);
    }
  }

  /// The most works that a fleet fetches.
  int mostWorks() {
    return worksPerProcess * fleets.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
