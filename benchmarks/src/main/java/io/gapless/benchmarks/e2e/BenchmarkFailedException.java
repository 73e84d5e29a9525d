package io.gapless.benchmarks.e2e;

/// A measurement that could not be finished, or whose rows are not all there.
public final class BenchmarkFailedException extends RuntimeException {

  BenchmarkFailedException(String message) {
    super(message);
  }

  BenchmarkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
