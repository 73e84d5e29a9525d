package io.gapless.benchmarks.measure;

import java.time.Duration;
import java.util.stream.Stream;

/// Measures from when it was started; may be read more than once.
public final class Stopwatch {

  private final long startNanos = System.nanoTime();
  private final Duration startCpu = cpuOfAllProcesses();

  private Stopwatch() {}

  /// Begins to measure.
  public static Stopwatch start() {
    return new Stopwatch();
  }

  /// What has been used since the start. Processor time is of this process and all those that it
  /// started and that still live.
  public Cost cost() {
    return new Cost((System.nanoTime() - startNanos) / 1e9,
        cpuOfAllProcesses().minus(startCpu).toNanos() / 1e9);
  }

  private static Duration cpuOfAllProcesses() {
    var self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
