package io.gapless.cli.nodes;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
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
///
/// @param <C> the client of a node
final class LateNodes<C> {

  private static final Logger log = LoggerFactory.getLogger(LateNodes.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final String chain;
  private final Map<Endpoint, C> silent;
  private final ChainQuestion<C> question;
  private final Duration firstPause;
  private final Map<Endpoint, C> arrived = new LinkedHashMap<>();
  private final List<EndpointPool<C>> pools = new ArrayList<>();

  /// @param firstPause until they are asked again, longer each time
  LateNodes(String chain, Map<Endpoint, C> silent, ChainQuestion<C> question,
      Duration firstPause) {
    this.chain = chain;
    this.silent = new LinkedHashMap<>(silent);
    this.question = question;
    this.firstPause = firstPause;
  }

  /// Asks a node for the name of its chain.
  @FunctionalInterface
  interface ChainQuestion<C> {
    Answer<String> ask(C client) throws InterruptedException;
  }

  /// Begins to ask, on a thread that holds nobody up and ends when all have answered.
  void watch() {
    if (!silent.isEmpty()) {
      Thread.ofVirtual().name("late-nodes").start(this::run);
    }
  }

  /// Has the pool take the nodes that come in, and those that have.
  synchronized void join(EndpointPool<C> pool) {
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
    for (Iterator<Map.Entry<Endpoint, C>> nodes = silent.entrySet().iterator(); nodes.hasNext();) {
      var node = nodes.next();
      if (question.ask(node.getValue()) instanceof Answer.Value<String>(String name)) {
        nodes.remove();
        answered(node.getKey(), node.getValue(), name);
      }
    }
  }

  private synchronized void answered(Endpoint endpoint, C client, String name) {
    if (!name.equals(chain)) {
      log.error("{} is of {} and not of {}: it is not used; take it out of the command", endpoint,
          name, chain);
      return;
    }
    log.info("{} answers now and is used", endpoint);
    arrived.put(endpoint, client);
    pools.forEach(pool -> pool.add(endpoint, client));
  }
}
