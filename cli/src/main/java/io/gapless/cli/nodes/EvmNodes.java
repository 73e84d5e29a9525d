package io.gapless.cli.nodes;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.ChainIds;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.cli.console.CommandException;
import io.gapless.enricher.evm.EvmEnrich;
import io.gapless.fetcher.evm.EvmFetch;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.audit.EvmChainHashes;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.EvmChainClock;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Nodes of an EVM chain.
final class EvmNodes implements ChainNodes {

  private static final Logger log = LoggerFactory.getLogger(EvmNodes.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LATE_PAUSE = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  private static final int WORKS_IN_FLIGHT = 16;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String chain;
  private final EndpointPool<EvmClient> pool;

  private EvmNodes(String chain, EndpointPool<EvmClient> pool) {
    this.chain = chain;
    this.pool = pool;
  }

  /// Asks the nodes which chain they are of; those that are silent come in later.
  ///
  /// @throws CommandException if none answers, or they are of two chains
  static EvmNodes connect(List<URI> urls, NodeTuning tuning) throws InterruptedException {
    var http = EvmClient.connections(CONNECT_TIMEOUT);
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (var url : urls) {
      var endpoint = Endpoint.of(url.toString());
      clients.put(endpoint, new EvmClient(endpoint, http, EvmSettings.DEFAULT, classifier));
    }
    try {
      var ids = ChainIds.ask(clients.values());
      var chain = name(ids.chainId());
      // a node that did not say its chain may be of another
      var silent = new LinkedHashMap<>(clients);
      silent.keySet().retainAll(ids.silent().keySet());
      clients.keySet().removeAll(silent.keySet());
      ids.silent().forEach((endpoint, refusal) -> log.warn(
          "{} does not answer and is left out until it does: {}", endpoint, refusal.said()));
      var late = new LateNodes<>(chain, silent, EvmNodes::chainOf, LATE_PAUSE);
      var pool = new EndpointPool<>(clients,
          GovernorSettings.DEFAULT.withHedging(tuning.hedge()), System::nanoTime);
      late.join(pool);
      late.watch();
      return new EvmNodes(chain, pool);
    } catch (ChainIds.UnreachableException e) {
      throw CommandException.unreachable("--rpc: " + e.getMessage()
          + "; is it running, and is the URL right?", e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--rpc", String.valueOf(e.getMessage()));
    }
  }

  private static Answer<String> chainOf(EvmClient client) throws InterruptedException {
    return client.chainId().map(EvmNodes::name);
  }

  private static String name(long chainId) {
    return "evm-" + chainId;
  }

  @Override
  public String chain() {
    return chain;
  }

  @Override
  public ChainClock clock() {
    return EvmChainClock.of(chain, pool, ROUNDS, PAUSE);
  }

  @Override
  public ChainHashes hashes() {
    return new EvmChainHashes(pool);
  }

  @Override
  public FetchPool fetching() {
    return new FetchPool(pool, WORKS_IN_FLIGHT,
        (fetcher, serdes, clock) -> new EvmFetch(pool, chain,
            fetcher.topics(), serdes, fetcher.workerId(), clock, fetcher.patience()),
        (enricher, serdes, clock) -> new EvmEnrich(pool, chain,
            enricher.topics(), serdes, enricher.workerId(), clock, enricher.patience()));
  }

  @Override
  public void close() {
    // connections end when nobody uses them
  }
}
