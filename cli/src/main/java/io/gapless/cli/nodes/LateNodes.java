package io.gapless.cli.pipeline;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.EvmClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Nodes that did not answer at the start. They are asked again and again which chain they are of,
/// and come into the pools once they say the right one; a node of another chain never does. Safe for
/// several threads.
final class LateNodes {

  private static final Logger log = LoggerFactory.getLogger(LateNodes.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final long chainId;
  private final Map<Endpoint, EvmClient> silent;
  private final Duration firstPause;
  private final Map<Endpoint, EvmClient> arrived = new LinkedHashMap<>();
  private final List<EndpointPool<EvmClient>> pools = new ArrayList<>();

  /// @param firstPause until they are asked again, longer each time
  LateNodes(long chainId, Map<Endpoint, EvmClient> silent, Duration firstPause) {
    this.chainId = chainId;
    this.silent = new LinkedHashMap<>(silent);
    this.firstPause = firstPause;
  }

  /// Begins to ask, on a thread that holds nobody up and ends when all have answered.
  void watch() {
    if (!silent.isEmpty()) {
      Thread.ofVirtual().name("late-nodes").start(this::run);
    }
  }

  /// Has the pool take the nodes that come in, and those that have.
  synchronized void join(EndpointPool<EvmClient> pool) {
    pools.add(pool);
    arrived.forEach(pool::add);
  }

  private void run() {
    var pause = firstPause;
    try {
      while (!silent.isEmpty()) {
        Thread.sleep(pause);
        askAll();
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
            ? pause.multipliedBy(2)
            : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askAll() throws InterruptedException {
    for (Iterator<EvmClient> clients = silent.values().iterator(); clients.hasNext();) {
      var client = clients.next();
      if (client.chainId() instanceof Answer.Value<Long>(Long id)) {
        clients.remove();
        answered(client, id);
      }
    }
  }

  private synchronized void answered(EvmClient client, long id) {
    var endpoint = client.endpoint();
    if (id != chainId) {
      log.error("{} is of chain {} and not of {}: it is not used; take it out of --rpc", endpoint,
          id, chainId);
      return;
    }
    log.info("{} answers now and is used", endpoint);
    arrived.put(endpoint, client);
    pools.forEach(pool -> pool.add(endpoint, client));
  }
}
