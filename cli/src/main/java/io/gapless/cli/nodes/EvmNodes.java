package io.gapless.cli.pipeline;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.ChainIds;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.cli.console.CommandException;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.audit.EvmChainHashes;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.EvmChainClock;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The nodes that a user named, all of one chain.
///
/// @param chain `evm-<chain id>`, as the nodes say
/// @param clients one an endpoint that answered, in the user's order
/// @param late those that did not, and may come in later
/// @param hedge whether a question to a slow node is put to another one too
record EvmNodes(String chain, Map<Endpoint, EvmClient> clients, LateNodes late, boolean hedge) {

  private static final Logger log = LoggerFactory.getLogger(EvmNodes.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LATE_PAUSE = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// Asks the nodes which chain they are of.
  ///
  /// @param expected the chain that the user named, if he did
  /// @throws CommandException if none answers, or they are of two chains, or of another than expected
  static EvmNodes connect(List<URI> urls, Optional<String> expected) throws InterruptedException {
    var http = EvmClient.connections(CONNECT_TIMEOUT);
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (var url : urls) {
      var endpoint = Endpoint.of(url.toString());
      clients.put(endpoint, new EvmClient(endpoint, http, EvmSettings.DEFAULT, classifier));
    }
    try {
      var ids = ChainIds.ask(clients.values());
      var chain = "evm-" + ids.chainId();
      if (expected.isPresent() && !expected.get().equals(chain)) {
        throw CommandException.usage("--chain",
            expected.get() + " was asked for, and the nodes are of " + chain);
      }
      // a node that did not say its chain may be of another
      var silent = new LinkedHashMap<>(clients);
      silent.keySet().retainAll(ids.silent().keySet());
      clients.keySet().removeAll(silent.keySet());
      ids.silent().forEach((endpoint, refusal) -> log.warn(
          "{} does not answer and is left out until it does: {}", endpoint, refusal.said()));
      var late = new LateNodes(ids.chainId(), silent, LATE_PAUSE);
      late.watch();
      return new EvmNodes(chain, clients, late, false);
    } catch (ChainIds.UnreachableException e) {
      throw CommandException.unreachable("--rpc: " + e.getMessage()
          + "; is it running, and is the URL right?", e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--rpc", String.valueOf(e.getMessage()));
    }
  }

  /// The same nodes with hedging, or without, see [GovernorSettings#withHedging].
  EvmNodes withHedging(boolean hedging) {
    return new EvmNodes(chain, clients, late, hedging);
  }

  /// A pool that fetchers of one process share, so that a node's limit is one for all of them. Nodes
  /// that were down at the start come into it when they answer.
  EndpointPool<EvmClient> pool() {
    var pool = new EndpointPool<>(clients, GovernorSettings.DEFAULT.withHedging(hedge),
        System::nanoTime);
    late.join(pool);
    return pool;
  }

  /// What tells a gap detector whether blocks still are what they were when they were fetched.
  Map<String, ChainHashes> hashes() {
    return Map.of(chain, new EvmChainHashes(pool()));
  }

  ChainClock clock() {
    return EvmChainClock.of(chain, List.copyOf(clients.values()), ROUNDS, PAUSE);
  }
}
