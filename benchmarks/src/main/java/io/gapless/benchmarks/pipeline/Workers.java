package io.gapless.benchmarks.pipeline;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.SinkConfig;
import io.gapless.sink.SinkLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Roles of the pipeline in this process, a thread each.
public final class Workers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration READY = Duration.ofMinutes(1);

  private final Deque<Worker> running = new ArrayDeque<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private record Worker(Thread thread, AutoCloseable role) {}

  /// Starts a role.
  ///
  /// @param loop blocks until the role is closed
  public void start(String workerId, Runnable loop, AutoCloseable role) {
    running.push(new Worker(Thread.ofPlatform().name(workerId).start(() -> {
      try {
        loop.run();
      } catch (RuntimeException e) {
        log.error("{} ended: {}", workerId, e.getMessage(), e);
        failure.compareAndSet(null, e);
      }
    }), role));
  }

  /// Starts a sink, which tells how far it is.
  public SinkLoop startSink(Servers servers, Topics topics) {
    var id = "bench-sink-0";
    var sink = new SinkLoop(SinkConfig.withDefaults(topics, id), servers.serdes(),
        servers.tables(), servers.kafka());
    start(id, sink::run, sink);
    return sink;
  }

  /// Waits until the groups have so many members each, and every member knows its partitions.
  public void awaitGroups(Admin admin, List<String> groups, List<Integer> members)
      throws InterruptedException {
    await("the roles to join their groups", READY, () -> {
      for (int i = 0; i < groups.size(); i++) {
        if (!isReady(admin, groups.get(i), members.get(i))) {
          return false;
        }
      }
      return true;
    });
  }

  /// Waits for something that the roles do.
  ///
  /// @throws BenchmarkFailedException if one of them ends by itself, or it takes too long
  public void await(String what, Duration patience, BooleanSupplier done)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      var failed = failure.get();
      if (failed != null) {
        throw new BenchmarkFailedException("a role ended while waiting for " + what + ": "
            + failed.getMessage(), failed);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new BenchmarkFailedException(
            "waited " + patience.toSeconds() + " s for " + what + " in vain");
      }
      Thread.sleep(STEP);
    }
  }

  /// Stops the roles, the last first.
  @Override
  public void close() {
    while (!running.isEmpty()) {
      var worker = running.pop();
      try {
        worker.role().close();
        worker.thread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        failure.compareAndSet(null, new BenchmarkFailedException("a role did not stop", e));
      }
    }
  }

  private static boolean isReady(Admin admin, String group, int members) {
    try {
      var found = admin.describeConsumerGroups(List.of(group)).all().get().values().iterator()
          .next();
      return found.groupState() == GroupState.STABLE && found.members().size() == members
          && found.members().stream()
              .noneMatch(member -> member.assignment().topicPartitions().isEmpty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw new BenchmarkFailedException("the group " + group + " cannot be seen: "
          + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
