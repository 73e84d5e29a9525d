package io.gapless.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Measures work that waits for nothing.
public final class AllCores {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private AllCores() {}

  /// What it costs to do a thing for each, on as many threads as there are cores. Processor time is of
  /// those threads alone, so that what else goes on does not count.
  ///
  /// @throws BenchmarkFailedException if one of them fails
  public static <T> Cost measure(List<T> items, Consumer<T> work) throws InterruptedException {
    var next = new AtomicInteger();
    Callable<Long> share = () -> {
      var threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime();
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        work.accept(items.get(i));
      }
      return threads.getCurrentThreadCpuTime() - before;
    };
    try (var threads = Executors.newFixedThreadPool(CORES)) {
      long start = System.nanoTime();
      long cpuNanos = 0;
      for (var done : threads
          .invokeAll(IntStream.range(0, CORES).mapToObj(_ -> share).toList())) {
        cpuNanos += done.get();
      }
      return new Cost((System.nanoTime() - start) / 1e9, cpuNanos / 1e9);
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("a stage failed: " + e.getCause(), e);
    }
  }
}
