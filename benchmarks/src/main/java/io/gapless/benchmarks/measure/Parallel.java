package io.gapless.benchmarks.measure;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Does a thing for each of many, some at once.
public final class Parallel {

  /// As many as one fetcher has in flight.
  private static final int AT_ONCE = 16;

  private Parallel() {}

  /// What became of each, in order.
  ///
  /// @throws BenchmarkFailedException if one of them fails
  public static <T, R> List<R> map(List<T> items, Function<T, Callable<R>> task)
      throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      return threads.invokeAll(items.stream().map(task).toList()).stream()
          .map(Parallel::result).toList();
    }
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("a stage failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailedException("interrupted", e);
    }
  }
}
