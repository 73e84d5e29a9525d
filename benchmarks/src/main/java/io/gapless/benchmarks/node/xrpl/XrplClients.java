package io.gapless.benchmarks.node.xrpl;

import io.gapless.benchmarks.node.NodeClients;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.xrpl.HistoryWatch;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.fetcher.xrpl.XrplFetch;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.XrplChainClock;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// One client of an XRPL server.
final class XrplClients implements NodeClients {

  private final String chain;
  private final XrplClient client;
  private final EndpointPool<XrplClient> pool;
  private final HistoryWatch watch;

  XrplClients(String chain, URI url) {
    this.chain = chain;
    client = new XrplClient(Endpoint.of(url.toString()), XrplSettings.DEFAULT,
        new ErrorClassifier(InstantSource.system()), new SecureRandom());
    pool = new EndpointPool<>(Map.of(client.endpoint(), client),
        GovernorSettings.DEFAULT.withMaxInFlight(XrplSettings.DEFAULT.capacity()),
        System::nanoTime);
    watch = new HistoryWatch(pool, HistoryWatch.INTERVAL);
  }

  XrplClient client() {
    return client;
  }

  @Override
  public EndpointPool<?> pool() {
    return pool;
  }

  @Override
  public WorkFetch<RangeWork, RangeOutcome> fetch(Topics topics, RecordSerdes serdes,
      String workerId) {
    return new XrplFetch(pool, topics, serdes, workerId, InstantSource.system(), PATIENCE,
        Duration.ZERO);
  }

  @Override
  public ChainClock clock() {
    return XrplChainClock.of(chain, pool, 1, Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    watch.close();
    client.close();
  }
}
