package io.gapless.benchmarks.measure;

/// A measurement that could not be finished, or whose rows are not all there.
public final class BenchmarkFailedException extends RuntimeException {

  /// Of what was found to be wrong.
  public BenchmarkFailedException(String message) {
    super(message);
  }

  /// Of what went wrong.
  public BenchmarkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
