package io.gapless.planner;

import io.gapless.planner.chain.ChainClock;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.worker.Heart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The planner: turns requests into jobs, feeds their works as coverage comes in, and says when they
/// are complete. One runs at a time: a second one takes over from the first.
///
/// ```
/// requests ──►                    ──► jobs
/// verdicts ──►  one transaction   ──► work.<chain>
/// heartbeats ►  every 100 ms      ──► notify
/// ```
///
/// Whatever passing fault it meets, it begins again from what the topics hold.
public final class PlannerLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PlannerLoop.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final PlannerConfig config;
  private final RecordSerdes serdes;
  private final Map<String, Object> kafka;
  private final Map<String, ChainClock> chains;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
  private final AtomicLong worksPublished = new AtomicLong();
  private final String process = UUID.randomUUID().toString();

  /// @param kafka client properties with at least `bootstrap.servers`, for every client
  /// @param chains clocks of the chains that there are endpoints for, by chain
  public PlannerLoop(PlannerConfig config, RecordSerdes serdes, Map<String, Object> kafka,
      Map<String, ChainClock> chains, InstantSource clock) {
    this.config = config;
    this.serdes = serdes;
    this.kafka = Map.copyOf(kafka);
    this.chains = Map.copyOf(chains);
    this.clock = clock;
  }

  /// Plans until [#close].
  ///
  /// @throws PlannerException if going on is of no use: another planner has taken over, or the
  /// broker does not allow it
  public void run() {
    if (!runner.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException("a planner runs once");
    }
    // heartbeats carry milliseconds
    Instant started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (var _ = new Heart(kafka, serdes, config.topics(), () -> heartbeat(started))) {
      while (!isClosing()) {
        runSession(started);
      }
    } finally {
      ended.countDown();
    }
  }

  /// Stops, and waits until [#run] has ended. May be called from any thread, and more than once.
  @Override
  public void close() {
    closing.countDown();
    Thread running = runner.get();
    if (running == null || running.equals(Thread.currentThread())) {
      return;
    }
    try {
      if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.interrupt();
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runSession(Instant started) {
    var clients = new KafkaClients(kafka, config.name());
    var rivals = new Rivals(process, started, clock);
    try (var session = new PlannerSession(config, serdes, clients, chains, rivals, clock)) {
      session.open();
      while (!isClosing()) {
        worksPublished.addAndGet(session.step());
      }
    } catch (RuntimeException e) {
      if (!isClosing()) {
        refuseToGoOn(e);
        log.warn("planner interrupted, nothing half done; begins again in {} s: {}",
            RETRY.toSeconds(), e.getMessage());
        log.debug("planner interrupted", e);
        pause();
      }
    }
  }

  /// Throws where beginning again would not help. Who was shut out begins again: the broker may have
  /// given up on a transaction that took long, and where another planner did it, that one is heard.
  /// The producer wraps the reason in other exceptions once it is in a state of error.
  private static void refuseToGoOn(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case PlannerException refusal -> throw refusal;
        case AuthorizationException _,AuthenticationException _,UnsupportedVersionException _ ->
            throw new PlannerException(
                "the broker does not let the planner work: " + cause.getMessage(), e);
        case ConfigException _ -> throw new PlannerException(
            "the Kafka properties are not right: " + cause.getMessage(), e);
        default -> {
        }
      }
    }
  }

  private void pause() {
    try {
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // an interrupt means stop
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  private Heartbeat heartbeat(Instant started) {
    Instant now = clock.instant();
    return Heartbeat.newBuilder()
        .setWorkerId(config.workerId())
        .setRole("planner")
        .setState(WorkerState.RUNNING)
        .setLastBatch(worksPublished.get())
        .setInFlight(0)
        .setRows(0)
        .setChains(chains.keySet().stream().sorted().toList())
        .setEndpoints(List.of())
        .setProcess(process)
        .setStartedAt(started)
        .setUpdatedAt(now)
        .setVersion(now.toEpochMilli())
        .setCreatedAt(now)
        .setIsDeleted(false)
        .build();
  }
}
