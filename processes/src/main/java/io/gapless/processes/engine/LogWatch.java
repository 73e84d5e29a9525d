package io.gapless.processes.engine;

import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a few times a second where the log of commands ends.
final class LogWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int ASK_MILLIS = 5_000;
  /// A broker that is started again is back before.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Ends ends;
  private final LogEnds seen;
  private final LongSupplier clock;
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile long answeredAt;
  private volatile String trouble = "";

  /// Who knows where the log ends.
  interface Ends extends AutoCloseable {
    /// Offset of the next command, by partition.
    Map<Integer, Long> ask() throws ExecutionException, InterruptedException;

    @Override
    default void close() {}
  }

  /// Asks the broker.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param seen is told what is learned
  static LogWatch of(Map<String, Object> kafka, ProcessTopics topics, LogEnds seen) {
    return new LogWatch(new BrokerEnds(Admin.create(new HashMap<>(kafka)), topics), seen,
        System::nanoTime);
  }

  /// @param ends closed with this
  /// @param seen is told what is learned
  /// @param clock in nanoseconds
  LogWatch(Ends ends, LogEnds seen, LongSupplier clock) {
    this.ends = ends;
    this.seen = seen;
    this.clock = clock;
    answeredAt = clock.getAsLong();
  }

  /// Asks until closed.
  void run() {
    try {
      while (!left.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        ask();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks once; a failure is noted.
  void ask() throws InterruptedException {
    long before = clock.getAsLong();
    try {
      ends.ask().forEach((partition, end) -> seen.saw(partition, end, before));
      answeredAt = before;
      trouble = "";
    } catch (ExecutionException | RuntimeException e) {
      if (trouble.isEmpty() && left.getCount() > 0) {
        log.warn("nobody says where the log of commands ends, will go on asking: {}",
            Faults.reason(e));
      }
      trouble = Faults.reason(e);
    }
  }

  /// Why the log cannot be reached; empty while it can.
  Optional<String> trouble() {
    var silent = Duration.ofNanos(clock.getAsLong() - answeredAt);
    return silent.compareTo(SILENCE) < 0
        ? Optional.empty()
        : Optional.of("the log of commands was not reached for " + silent.toSeconds() + " s"
            + (trouble.isEmpty() ? "" : ": " + trouble));
  }

  @Override
  public void close() {
    left.countDown();
    ends.close();
  }

  /// Asks the broker.
  private record BrokerEnds(Admin admin, ProcessTopics topics) implements Ends {

    @Override
    public Map<Integer, Long> ask() throws ExecutionException, InterruptedException {
      var asked = IntStream.range(0, topics.partitions()).boxed()
          .collect(Collectors.toMap(number -> new TopicPartition(topics.commands(), number),
              _ -> OffsetSpec.latest()));
      return admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(ASK_MILLIS)).all().get()
          .entrySet().stream().collect(
              Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    @Override
    public void close() {
      admin.close(Duration.ZERO);
    }
  }
}
