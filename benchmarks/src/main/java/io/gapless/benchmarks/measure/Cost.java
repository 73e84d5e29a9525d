package io.gapless.benchmarks.measure;

/// What a piece of work took.
///
/// @param seconds on the clock
/// @param cpuSeconds of this process and all those that it started, on all cores
public record Cost(double seconds, double cpuSeconds) {

  /// How many were done a second.
  public double perSecond(long count) {
    return count / seconds;
  }

  /// Seconds of processor time that a million of them took.
  public double cpuSecondsPerMillion(long count) {
    return cpuSeconds / count * 1e6;
  }
}
