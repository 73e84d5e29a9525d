package io.gapless.processes.core;

/// Runs a check over many random logs; `-Dgapless.processes.seed=N -Dgapless.processes.logs=N`
/// choose which.
final class ManyLogs {

  private static final long FIRST = Long.getLong("gapless.processes.seed", System.nanoTime());

  private ManyLogs() {}

  /// What has to hold for the log of a seed.
  interface Check {
    void of(long seed);
  }

  /// Checks so many logs, unless another number is set; a failure says how to have it again.
  static void check(int logs, Check check) {
    long last = FIRST + Integer.getInteger("gapless.processes.logs", logs) - 1;
    for (long seed = FIRST; seed <= last; seed++) {
      try {
        check.of(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("again with -Dgapless.processes.seed=" + seed
            + " -Dgapless.processes.logs=1: " + e.getMessage(), e);
      }
    }
  }
}
