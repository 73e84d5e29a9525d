package io.gapless.cli.nodes;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.xrpl.HistoryWatch;
import io.gapless.chains.xrpl.ServerInfo;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.cli.console.CommandException;
import io.gapless.enricher.xrpl.XrplEnrich;
import io.gapless.fetcher.xrpl.XrplFetch;
import io.gapless.gapdetector.audit.ChainHashes;
import io.gapless.gapdetector.audit.XrplChainHashes;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.XrplChainClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Servers of an XRP Ledger.
final class XrplNodes implements ChainNodes {

  private static final Logger log = LoggerFactory.getLogger(XrplNodes.class);
  private static final Duration LATE_PAUSE = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  /// Each has several requests under way, and the sooner one is done the less a killed fetcher loses.
  private static final int WORKS_IN_FLIGHT = 4;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String chain;
  private final List<XrplClient> all;
  private final EndpointPool<XrplClient> pool;
  private final HistoryWatch watch;
  private final NodeTuning tuning;

  private XrplNodes(String chain, List<XrplClient> all, EndpointPool<XrplClient> pool,
      NodeTuning tuning) {
    this.chain = chain;
    this.all = all;
    this.pool = pool;
    this.tuning = tuning;
    watch = new HistoryWatch(pool, HistoryWatch.INTERVAL);
  }

  /// Asks the servers which network they are of; those that are silent come in later.
  ///
  /// @throws CommandException if none answers, or they are of two networks
  static XrplNodes connect(List<URI> urls, NodeTuning tuning) throws InterruptedException {
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, XrplClient>();
    for (var url : urls) {
      var endpoint = Endpoint.of(url.toString());
      clients.put(endpoint,
          new XrplClient(endpoint, XrplSettings.DEFAULT, classifier, new SecureRandom()));
    }
    var all = List.copyOf(clients.values());
    try {
      return of(clients, all, tuning);
    } catch (CommandException | InterruptedException e) {
      all.forEach(XrplClient::close);
      throw e;
    }
  }

  private static XrplNodes of(Map<Endpoint, XrplClient> clients, List<XrplClient> all,
      NodeTuning tuning) throws InterruptedException {
    var answers = ask(clients);
    var infos = new LinkedHashMap<Endpoint, ServerInfo>();
    var silent = new LinkedHashMap<Endpoint, Refusal>();
    answers.forEach((endpoint, answer) -> {
      switch (answer) {
        case Answer.Value<Weighed<ServerInfo>>(var info) -> infos.put(endpoint, info.value());
        case Answer.Refused<Weighed<ServerInfo>>(Refusal refusal) -> silent.put(endpoint, refusal);
      }
    });
    if (infos.isEmpty()) {
      throw CommandException.unreachable("--servers: " + silent.entrySet().stream()
          .map(entry -> entry.getKey() + " said: " + entry.getValue().said())
          .collect(Collectors.joining("; ")) + "; is it running, and is the URL right?", null);
    }
    var chain = oneChain(infos);
    var late = new LinkedHashMap<>(clients);
    late.keySet().retainAll(silent.keySet());
    clients.keySet().removeAll(silent.keySet());
    silent.forEach((endpoint, refusal) -> log.warn(
        "{} does not answer and is left out until it does: {}", endpoint, refusal.said()));
    int capacity = XrplSettings.DEFAULT.capacity();
    var pool = new EndpointPool<>(clients, GovernorSettings.DEFAULT.withMaxInFlight(capacity),
        System::nanoTime);
    infos.forEach((endpoint, info) -> pool.knowsHistory(endpoint, info.completeLedgers()));
    var lateNodes = new LateNodes<>(chain, late, XrplNodes::chainOf, LATE_PAUSE);
    lateNodes.join(pool);
    lateNodes.watch();
    return new XrplNodes(chain, all, pool, tuning);
  }

  private static Map<Endpoint, Answer<Weighed<ServerInfo>>> ask(
      Map<Endpoint, XrplClient> clients) throws InterruptedException {
    var answers = new ConcurrentHashMap<Endpoint, Answer<Weighed<ServerInfo>>>();
    var threads = clients.entrySet().stream()
        .map(entry -> Thread.ofVirtual().name("server-info").start(() -> {
          try {
            answers.put(entry.getKey(), entry.getValue().serverInfo());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        })).toList();
    for (var thread : threads) {
      thread.join();
    }
    return answers;
  }

  private static String oneChain(Map<Endpoint, ServerInfo> infos) {
    var chains = infos.values().stream().map(XrplNodes::name).distinct().toList();
    if (chains.size() > 1) {
      throw CommandException.usage("--servers", "the servers are of different networks: "
          + infos.entrySet().stream()
              .map(entry -> entry.getKey() + " of " + name(entry.getValue()))
              .collect(Collectors.joining(", "))
          + "; name servers of one");
    }
    return chains.getFirst();
  }

  private static Answer<String> chainOf(XrplClient client) throws InterruptedException {
    return client.serverInfo().map(Weighed::value).map(XrplNodes::name);
  }

  /// Servers that do not name their network are older than any network but the main one.
  private static String name(ServerInfo info) {
    return "xrpl-" + info.networkId().orElse(0);
  }

  @Override
  public String chain() {
    return chain;
  }

  @Override
  public ChainClock clock() {
    return XrplChainClock.of(chain, pool, ROUNDS, PAUSE);
  }

  @Override
  public ChainHashes hashes() {
    return new XrplChainHashes(pool);
  }

  @Override
  public FetchPool fetching() {
    return new FetchPool(pool, WORKS_IN_FLIGHT,
        (fetcher, serdes, clock) -> new XrplFetch(pool, fetcher.topics(),
            serdes, fetcher.workerId(), clock, fetcher.patience(), tuning.delay()),
        (enricher, serdes, clock) -> new XrplEnrich(pool, enricher.topics(),
            serdes, enricher.workerId(), clock, enricher.patience()));
  }

  @Override
  public void close() {
    watch.close();
    all.forEach(XrplClient::close);
  }
}
