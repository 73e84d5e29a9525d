package io.gapless.chains.xrpl;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Wanted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the servers of a pool every so often which ledgers they have, so that none is asked for one
/// that it does not have. A server that does not tell keeps what was known of it.
public final class HistoryWatch implements AutoCloseable {

  /// How often servers are asked, unless told otherwise.
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final EndpointPool<XrplClient> pool;
  private final Duration interval;
  private final Set<Endpoint> underWay = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  /// Begins to ask, at once.
  public HistoryWatch(EndpointPool<XrplClient> pool, Duration interval) {
    this.pool = pool;
    this.interval = interval;
    thread = Thread.ofVirtual().name("history-watch").start(this::run);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        for (Endpoint endpoint : pool.endpoints()) {
          // one that is slow holds nobody up
          if (underWay.add(endpoint)) {
            Thread.ofVirtual().name("history-of-" + endpoint).start(() -> ask(endpoint));
          }
        }
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Endpoint endpoint) {
    try {
      var granted = pool.acquire(Wanted.anything().only(endpoint));
      if (granted.isPresent()) {
        try (var lease = granted.get()) {
          var answer = lease.client().serverInfo();
          lease.report(answer);
          if (answer instanceof Answer.Value<Weighed<ServerInfo>>(var info)) {
            pool.knowsHistory(endpoint, info.value().completeLedgers());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.remove(endpoint);
    }
  }
}
