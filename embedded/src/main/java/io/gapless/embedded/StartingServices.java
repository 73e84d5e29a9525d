package io.gapless.embedded;

import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Services that are being started side by side. The first failure ends the start of the others.
final class StartingServices {

  private final Function<Service, RunningService> starter;
  private final Map<Service, RunningService> started = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  StartingServices(Function<Service, RunningService> starter) {
    this.starter = starter;
  }

  /// Those that have started; the caller stops them, also where others fail.
  Map<Service, RunningService> started() {
    return Map.copyOf(started);
  }

  /// Starts them all, and throws the first failure once none is starting any more.
  Map<Service, RunningService> startAll(Set<Service> services) {
    List<Thread> threads = new ArrayList<>();
    for (Service service : services) {
      threads.add(Thread.ofPlatform().name("start-" + service.label())
          .unstarted(() -> start(service, threads)));
    }
    threads.forEach(Thread::start);
    joinAll(threads);
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
    return started();
  }

  private void start(Service service, List<Thread> threads) {
    try {
      started.put(service, starter.apply(service));
    } catch (RuntimeException e) {
      fail(e, threads);
    } catch (Error e) {
      fail(new ServiceException(service.label() + " did not start: " + e, e), threads);
    }
  }

  private void fail(RuntimeException reason, List<Thread> threads) {
    if (failure.compareAndSet(null, reason)) {
      threads.forEach(Thread::interrupt);
    }
  }

  private void joinAll(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, new ServiceException("interrupted while starting", e));
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
