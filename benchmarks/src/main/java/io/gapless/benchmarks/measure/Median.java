package io.gapless.benchmarks.measure;

import java.util.Collection;

/// The middle of some figures.
public final class Median {

  private Median() {}

  /// The middle one, or halfway between the two in the middle.
  ///
  /// @throws IllegalArgumentException if there are none
  public static double of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("a median of nothing");
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
