package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.Engine;
import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.http.HttpExchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queries under way by their clients' ids, and the ways to end one.
///
/// The engine gives every query an id of its own; ours travels in the setting `log_comment`, which
/// `system.processes` shows.
final class RunningQueries implements AutoCloseable {
  /// The client's id of a row of `system.processes`.
  static final String ID_EXPRESSION = "splitByChar('\\n', Settings['log_comment'])[1]";

  private static final Logger log = LoggerFactory.getLogger(RunningQueries.class);
  private static final int MAX_QUERIES = 100;
  private static final int FRAMES = 12;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofSeconds(20);

  private final Engine engine;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Thread watcher;

  RunningQueries(Engine engine) {
    this.engine = engine;
    this.watcher = Thread.ofPlatform().daemon().name("client-watch").start(this::watch);
  }

  /// One query under way; closing it takes it off the list.
  static final class Entry implements AutoCloseable {
    private final RunningQueries owner;
    private final String id;
    private final HttpExchange exchange;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = Thread.currentThread();
    private final long began = System.nanoTime();
    private volatile boolean cancelled;
    private boolean watched;
    private boolean calledSlow;

    private Entry(RunningQueries owner, String id, HttpExchange exchange) {
      this.owner = owner;
      this.id = id;
      this.exchange = exchange;
    }

    /// Whether somebody wants it ended.
    boolean isCancelled() {
      return cancelled;
    }

    /// From here on it ends when its client goes; the request's body has been read.
    synchronized void watchClient() {
      watched = true;
    }

    /// Waits until it is off the list.
    boolean await(Duration patience) throws InterruptedException {
      return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Says once where a query is that takes long: in the engine, or waiting for its client.
    private void sayIfSlow() {
      if (!calledSlow && System.nanoTime() - began > SLOW.toNanos()) {
        calledSlow = true;
        log.warn("query {} is under way for {} s: {}", id, SLOW.toSeconds(),
            Arrays.stream(thread.getStackTrace()).limit(FRAMES).map(StackTraceElement::toString)
                .collect(Collectors.joining(" < ")));
      }
    }

    private synchronized boolean clientGone() {
      return watched && exchange.clientGone();
    }

    @Override
    public void close() {
      synchronized (this) {
        watched = false;
      }
      owner.entries.remove(id, this);
      ended.countDown();
    }
  }

  /// Puts a query on the list.
  ///
  /// @throws EngineException there are too many, or one of this id
  Entry register(String id, HttpExchange exchange) {
    if (entries.size() >= MAX_QUERIES) {
      throw EngineException.of(202, "TOO_MANY_SIMULTANEOUS_QUERIES",
          "Too many simultaneous queries. Maximum: " + MAX_QUERIES);
    }
    Entry entry = new Entry(this, id, exchange);
    if (entries.putIfAbsent(id, entry) != null) {
      throw EngineException.of(216, "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
          "Query with id = " + id + " is already running");
    }
    return entry;
  }

  /// The query of this id, if it is under way.
  Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /// Ends a query soon; comes back at once.
  void cancel(Entry entry) {
    synchronized (entry) {
      if (entry.cancelled) {
        return;
      }
      entry.cancelled = true;
    }
    Thread.ofPlatform().daemon().name("kill").start(() -> kill(entry));
  }

  /// Asks again until it is gone, as it may not have reached the engine yet.
  private void kill(Entry entry) {
    String sql = "KILL QUERY WHERE " + ID_EXPRESSION + " = " + SqlText.quoted(entry.id) + " ASYNC";
    try {
      for (long waited = 0; waited < KILL_PATIENCE.toMillis(); waited += LOOK.toMillis()) {
        try (EngineConnection connection = engine.connect()) {
          connection.text(sql);
        }
        if (entry.await(LOOK)) {
          return;
        }
      }
      log.warn("A query did not end within {} s of being cancelled", KILL_PATIENCE.toSeconds());
    } catch (EngineException e) {
      log.warn("A query could not be cancelled: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(LOOK);
        for (Entry entry : entries.values()) {
          entry.sayIfSlow();
          if (!entry.isCancelled() && entry.clientGone()) {
            log.debug("A client left; its query ends");
            cancel(entry);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Cancels all and waits for them.
  ///
  /// @return whether all ended in time
  boolean endAll(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    entries.values().forEach(this::cancel);
    for (Entry entry : entries.values()) {
      if (!entry.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
