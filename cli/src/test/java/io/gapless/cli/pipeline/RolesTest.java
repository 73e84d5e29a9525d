package io.gapless.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.planner.monitor.MonitorConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RolesTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void startsAnotherInPlaceOfOneThatStandsStill() throws InterruptedException {
    try (var roles = roles()) {
      roles.supervise("w", () -> {
        var closed = new CountDownLatch(1);
        return loop(closed, closed::countDown);
      });

      assertThat(told.take()).isEqualTo("Worker w stood still and was started anew.");
    }

    assertThat(made).hasValue(2);
  }

  @Test
  void leavesAThreadAloneThatDoesNotEnd() throws InterruptedException {
    try (var roles = roles()) {
      roles.supervise("w", () -> made.get() == 0
          ? loop(end, () -> {
            // as loops do that wait for their own end
            awaitUninterrupted(end);
          })
          : loop(end, end::countDown));

      assertThat(told.take()).contains("does not end");
      assertThat(made).hasValue(2);
      assertThat(roles.failures()).isEmpty();
    }
  }

  @Test
  void whatAReplacedWorkerFailsOnIsNoFailureOfTheProcess() throws InterruptedException {
    try (var roles = roles()) {
      roles.supervise("w", () -> {
        var closed = new CountDownLatch(1);
        boolean first = made.get() == 0;
        var loop = loop(closed, closed::countDown);
        return new SupervisedLoop(() -> {
          loop.loop().run();
          if (first) {
            throw new IllegalStateException("fenced");
          }
        }, loop.stop(), loop.turnedAt());
      });

      assertThat(told.take()).contains("started anew");
      assertThat(roles.failures()).isEmpty();
    }
  }

  @Test
  void tellsOfOneThatEndsByItself() {
    try (var roles = roles()) {
      roles.start("w", () -> {
        throw new IllegalStateException("no use");
      }, () -> {});

      Awaitility.await().until(() -> roles.failures().equals(List.of("w: no use")));
    }
  }

  private Roles roles() {
    return new Roles(new MonitorConfig(Duration.ofMinutes(5), SHORT), SHORT,
        InstantSource.system(), (worker, message) -> told.add(message));
  }

  /// A loop that runs until the latch is open; the first one stands still.
  private SupervisedLoop loop(CountDownLatch until, AutoCloseable stop) {
    boolean first = made.getAndIncrement() == 0;
    return new SupervisedLoop(() -> awaitUninterrupted(until), stop,
        () -> first ? Instant.EPOCH : Instant.now());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // it is that stuck
      }
    }
  }
}
