package io.gapless.cli.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Two steps at the same time.
final class SideBySide {

  private SideBySide() {}

  /// Returns when both are done; throws what one of them threw.
  static void run(Runnable one, Runnable other) throws InterruptedException {
    try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      var result = beside.submit(one);
      other.run();
      result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
