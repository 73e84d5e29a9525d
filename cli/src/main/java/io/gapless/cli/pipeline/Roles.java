package io.gapless.cli.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The roles that run in this process, a thread each.
final class Roles implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Roles.class);

  private final Deque<Role> running = new ArrayDeque<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch failed = new CountDownLatch(1);

  /// Starts a role; its log goes to the worker's own file.
  ///
  /// @param loop blocks until `stop` ends it
  void start(String workerId, Runnable loop, AutoCloseable stop) {
    var thread = Thread.ofPlatform().name(workerId).start(() -> {
      MDC.put("worker", workerId);
      try {
        loop.run();
      } catch (RuntimeException e) {
        log.error("{} ended: {}", workerId, e.getMessage(), e);
        failures.add(workerId + ": " + e.getMessage());
        failed.countDown();
      }
    });
    running.push(new Role(workerId, thread, stop));
  }

  /// Roles that ended by themselves, as lines for a person.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Waits for a role that ends by itself; returns whether one has.
  boolean awaitFailure(Duration patience) throws InterruptedException {
    return failed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Stops the roles, those that were started last first: who fetches before who plans.
  @Override
  public void close() {
    while (!running.isEmpty()) {
      var role = running.pop();
      try {
        role.stop().close();
        role.thread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        log.warn("{} did not stop cleanly: {}", role.workerId(), e.getMessage(), e);
      }
    }
  }

  private record Role(String workerId, Thread thread, AutoCloseable stop) {}
}
