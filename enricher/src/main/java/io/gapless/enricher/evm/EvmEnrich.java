package io.gapless.enricher.evm;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.enricher.BatchOutcome;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.fetcher.leaf.Patience;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Fetches a batch of transactions of an EVM chain, with their receipts.
public final class EvmEnrich implements WorkFetch<EnrichmentWork, EnrichmentOutcome> {

  /// Of a block, until some were seen.
  public static final double USUAL_TRANSACTIONS = 150;

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final BlockCost cost = new BlockCost(USUAL_TRANSACTIONS);
  /// What one batch finds out holds for the others.
  private final Set<Endpoint> distrusted = ConcurrentHashMap.newKeySet();
  private final Map<String, DatasetOutput> outputs;
  private final String workerId;
  private final InstantSource clock;
  private final Duration patience;

  /// Registers the datasets' schemas.
  ///
  /// @param chain name of the chain, e.g. `evm-1`
  /// @param patience how long a batch goes without a usable answer before it is handed back
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public EvmEnrich(EndpointPool<EvmClient> pool, String chain, Topics topics, RecordSerdes serdes,
      String workerId, InstantSource clock, Duration patience) {
    this.pool = pool;
    proof = BlockProof.of(Long.parseLong(chain.substring(chain.indexOf('-') + 1)));
    outputs = DatasetOutput.of(TransactionRecords.DATASETS, topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public FetchedWork<EnrichmentWork, EnrichmentOutcome> fetch(EnrichmentWork work, long maxBytes)
      throws InterruptedException {
    var started = clock.instant();
    var records = new TransactionRecords(new LeafRecords(work.getChain(), work.getJobId(), outputs,
        TransactionRecords.DATASETS, BatchOutcome.version(work, started), started));
    var outcome = new BatchOutcome(work, workerId, started);
    var walk = new BatchWalk(pool, proof, cost, distrusted, work, records, outcome,
        new Patience(clock, patience));
    walk.walk(maxBytes);
    var now = clock.instant();
    var rest =
        outcome.handBack(walk.left(), records.bytes() >= maxBytes, walk.obstacle(), now);
    return new FetchedWork<>(records.all().records(),
        outcome.build(walk.asked(), rest.isPresent() ? walk.obstacle() : "", now), rest,
        walk.evidence().stream().map(one -> one.letter(workerId, now)).toList(), records.bytes());
  }
}
