package io.gapless.planner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that read topics until they are closed: whatever passing fault one meets, it begins again.
final class Sessions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable PlannerException> refusal = new AtomicReference<>();

  /// What a thread does from when it begins until something fails or it is time to leave.
  @FunctionalInterface
  interface Session {
    /// Runs until it is time to leave.
    void run(BooleanSupplier leaves) throws InterruptedException;
  }

  /// Starts a thread.
  void start(String name, Session session) {
    threads.add(Thread.ofPlatform().name(name).start(() -> {
      try {
        while (!leaves()) {
          runOnce(name, session);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }));
  }

  /// Throws where a thread has met something that does not pass.
  ///
  /// @throws PlannerException that says what
  void refuseToGoOn() {
    var met = refusal.get();
    if (met != null) {
      throw met;
    }
  }

  /// Makes all threads leave, and waits for that; interrupts them where it takes long.
  @Override
  public void close() {
    closing.countDown();
    try {
      for (var thread : threads) {
        if (!thread.join(GRACE)) {
          thread.interrupt();
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean leaves() {
    return closing.getCount() == 0;
  }

  private void runOnce(String name, Session session) throws InterruptedException {
    try {
      session.run(this::leaves);
    } catch (RuntimeException e) {
      if (leaves()) {
        return; // no wonder
      }
      refusal.compareAndSet(null, refusal(e));
      log.warn("{} was interrupted, begins again in {} s: {}", name, RETRY.toSeconds(),
          e.getMessage());
      log.debug("{} was interrupted", name, e);
      var _ = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// What beginning again would not help against.
  static @Nullable PlannerException refusal(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case AuthorizationException _,AuthenticationException _,UnsupportedVersionException _ -> {
          return new PlannerException(
              "the broker does not let the planner work: " + cause.getMessage(), e);
        }
        case ConfigException _ -> {
          return new PlannerException(
              "the Kafka properties are not right: " + cause.getMessage(), e);
        }
        default -> {
        }
      }
    }
    return null;
  }
}
