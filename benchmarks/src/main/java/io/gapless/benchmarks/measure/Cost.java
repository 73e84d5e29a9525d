package io.gapless.benchmarks.measure;

/// What a piece of work took.
///
/// @param seconds on the clock
/// @param cpuSeconds of processor time, on all cores
public record Cost(double seconds, double cpuSeconds) {

  /// What nothing takes.
  public static final Cost NONE = new Cost(0, 0);

  /// Both, one after the other.
  public Cost plus(Cost more) {
    return new Cost(seconds + more.seconds, cpuSeconds + more.cpuSeconds);
  }

  /// How many were done a second.
  public double perSecond(long count) {
    return count / seconds;
  }

  /// Seconds of processor time that a million of them took.
  public double cpuSecondsPerMillion(long count) {
    return cpuSeconds / count * 1e6;
  }
}
