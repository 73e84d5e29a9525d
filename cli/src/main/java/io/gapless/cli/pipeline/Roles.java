package io.gapless.cli.pipeline;

import io.gapless.planner.monitor.MonitorConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The roles that run in this process, a thread each. A supervised one whose loop stands still is
/// closed, and another is started in its place.
final class Roles implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Roles.class);

  private final MonitorConfig config;
  private final Duration patience;
  private final InstantSource clock;
  private final BiConsumer<String, String> restarted;
  private final List<Role> running = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread supervisor;

  /// @param config after which time a loop that stands still is started anew
  /// @param patience how long one that stands still may take to end
  /// @param restarted told the worker, and a sentence on how it went
  Roles(MonitorConfig config, Duration patience, InstantSource clock,
      BiConsumer<String, String> restarted) {
    this.config = config;
    this.patience = patience;
    this.clock = clock;
    this.restarted = restarted;
  }

  /// Starts a role; its log goes to the worker's own file.
  ///
  /// @param loop blocks until `stop` ends it
  synchronized void start(String workerId, Runnable loop, AutoCloseable stop) {
    running.add(started(workerId, new SupervisedLoop(loop, stop, clock::instant), null));
  }

  /// Starts a role, and another in its place whenever its loop stands still.
  ///
  /// @param maker makes the role's loop
  synchronized void supervise(String workerId, Supplier<SupervisedLoop> maker) {
    running.add(started(workerId, maker.get(), maker));
    if (supervisor == null) {
      supervisor = Thread.ofPlatform().name("supervisor").daemon().start(this::watch);
    }
  }

  /// Roles that ended by themselves, as lines for a person.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Waits for a role that ends by itself; returns whether one has.
  boolean awaitFailure(Duration longest) throws InterruptedException {
    return failed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Stops the roles, those that were started last first: who fetches before who plans.
  @Override
  public void close() {
    closing.countDown();
    try {
      var watching = supervisor();
      if (watching != null) {
        watching.interrupt();
        watching.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (var role : taken().reversed()) {
      try {
        role.loop().stop().close();
        role.thread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        log.warn("{} did not stop cleanly: {}", role.workerId(), e.getMessage(), e);
      }
    }
  }

  private synchronized @Nullable Thread supervisor() {
    return supervisor;
  }

  private synchronized List<Role> taken() {
    var all = List.copyOf(running);
    running.clear();
    return all;
  }

  private synchronized List<Role> all() {
    return List.copyOf(running);
  }

  private Role started(String workerId, SupervisedLoop loop,
      @Nullable Supplier<SupervisedLoop> maker) {
    var replaced = new AtomicBoolean();
    var thread = Thread.ofPlatform().name(workerId).start(() -> {
      MDC.put("worker", workerId);
      try {
        loop.loop().run();
      } catch (RuntimeException e) {
        if (replaced.get()) {
          log.info("{}, which another was started for, ended: {}", workerId, e.getMessage());
          return;
        }
        log.error("{} ended: {}", workerId, e.getMessage(), e);
        failures.add(workerId + ": " + e.getMessage());
        failed.countDown();
      }
    });
    return new Role(workerId, loop, thread, replaced, maker);
  }

  private void watch() {
    try {
      var looked = clock.instant();
      while (!closing.await(config.checkInterval().toMillis(), TimeUnit.MILLISECONDS)) {
        Instant now = clock.instant();
        // where this process was stopped itself, its loops stood still with it
        boolean awake = now.isBefore(looked.plus(config.checkInterval().multipliedBy(3)));
        for (var role : awake ? all() : List.<Role>of()) {
          if (role.maker() != null && role.thread().isAlive()
              && role.loop().turnedAt().get().plus(config.stallAfter()).isBefore(now)) {
            replace(role, role.maker());
          }
        }
        looked = clock.instant();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replace(Role role, Supplier<SupervisedLoop> maker) throws InterruptedException {
    log.warn("{} stands still since {}, will be started anew", role.workerId(),
        role.loop().turnedAt().get());
    role.replaced().set(true);
    boolean ended = end(role);
    synchronized (this) {
      if (closing.getCount() > 0) {
        running.replaceAll(
            other -> other.equals(role) ? started(role.workerId(), maker.get(), maker) : other);
      }
    }
    restarted.accept(role.workerId(), ended
        ? "Worker " + role.workerId() + " stood still and was started anew."
        : "Worker " + role.workerId() + " stood still and was started anew; its former thread does"
            + " not end, and keeps its memory: restart the process when it suits.");
  }

  private boolean end(Role role) throws InterruptedException {
    var closer = Thread.ofVirtual().name("closes " + role.workerId()).start(() -> {
      try {
        role.loop().stop().close();
      } catch (Exception e) {
        log.warn("{} did not stop cleanly: {}", role.workerId(), e.getMessage(), e);
      }
    });
    if (!closer.join(patience)) {
      role.thread().interrupt();
    }
    boolean ended = role.thread().join(patience);
    if (!ended) {
      log.error("{} does not end, and is left alone", role.workerId());
    }
    return ended;
  }

  private record Role(String workerId, SupervisedLoop loop, Thread thread,
      AtomicBoolean replaced, @Nullable Supplier<SupervisedLoop> maker) {}
}
