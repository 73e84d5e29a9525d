package io.gapless.benchmarks.processes;

import java.util.Arrays;
import java.util.Collection;

/// Where times lie.
///
/// @param count how many were measured
/// @param p50 half of them took at most so many milliseconds
/// @param p99 ninety-nine in a hundred took at most so many milliseconds
/// @param max milliseconds of the longest
record Percentiles(int count, double p50, double p99, double max) {

  /// Of times in nanoseconds; zeros where there are none.
  static Percentiles ofNanos(Collection<Long> times) {
    double[] sorted = times.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
    return sorted.length == 0
        ? new Percentiles(0, 0, 0, 0)
        : new Percentiles(sorted.length, at(sorted, 0.5), at(sorted, 0.99),
            Arrays.stream(sorted).max().orElseThrow());
  }

  private static double at(double[] sorted, double share) {
    double exact = sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return Math.round(exact * 1000) / 1000.0;
  }
}
