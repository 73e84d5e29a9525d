package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.node.NodeClients;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.enricher.evm.EvmEnrich;
import io.gapless.fetcher.evm.EvmFetch;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.EvmChainClock;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// One client of an EVM node.
public final class EvmClients implements NodeClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final String chain;
  private final EvmClient client;
  private final EndpointPool<EvmClient> pool;

  /// A client that knows nothing of the node yet.
  ///
  /// @param chain its name, e.g. `evm-1`
  public EvmClients(String chain, URI url) {
    this.chain = chain;
    client = new EvmClient(Endpoint.of(url.toString()), EvmClient.connections(CONNECT_TIMEOUT),
        EvmSettings.DEFAULT, new ErrorClassifier(InstantSource.system()));
    pool = new EndpointPool<>(Map.of(client.endpoint(), client), GovernorSettings.DEFAULT,
        System::nanoTime);
  }

  @Override
  public EndpointPool<?> pool() {
    return pool;
  }

  @Override
  public WorkFetch<RangeWork, RangeOutcome> fetch(Topics topics, RecordSerdes serdes,
      String workerId) {
    return new EvmFetch(pool, chain, topics, serdes, workerId, InstantSource.system(), PATIENCE);
  }

  /// How an enricher fetches.
  public WorkFetch<EnrichmentWork, EnrichmentOutcome> enrich(Topics topics, RecordSerdes serdes,
      String workerId) {
    return new EvmEnrich(pool, chain, topics, serdes, workerId, InstantSource.system(), PATIENCE);
  }

  @Override
  public ChainClock clock() {
    return EvmChainClock.of(chain, pool, 1, Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    // connections end when nobody uses them
  }
}
