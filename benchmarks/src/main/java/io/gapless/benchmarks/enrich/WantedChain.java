package io.gapless.benchmarks.enrich;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.chains.Hash32;
import io.gapless.enricher.plan.Batches;
import io.gapless.enricher.plan.EnrichRequest;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import io.gapless.simulator.evm.chain.TransactionTruthRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A simulated chain, and those of its transactions that are wanted.
///
/// @param wanted in the order of their blocks
record WantedChain(Wish wish, SimulatedChain chain, List<WantedTransaction> wanted) {

  /// What `gapless enrich` puts in a work unless told otherwise.
  static final int BATCH = 500;
  private static final int CALLS = 25;
  private static final int MAX_ATTEMPTS = 3;

  WantedChain { wanted = List.copyOf(wanted); }

  /// Makes a chain that has so many.
  static WantedChain of(Wish wish, int transactions) {
    var chain = new SimulatedChain(wish.chain(transactions));
    var truth = new TransactionTruth(chain);
    var wanted = new ArrayList<WantedTransaction>(transactions);
    for (long block = 0; block <= chain.head() && wanted.size() < transactions; block++) {
      var rows = new ArrayList<TransactionTruthRow>();
      truth.forEach(block, block, rows::add);
      rows.stream().limit(wish.isOneABlock() ? 1 : transactions - wanted.size())
          .map(WantedChain::wanted).forEach(wanted::add);
    }
    if (wanted.size() < transactions) {
      throw new BenchmarkFailedException(
          "the chain has " + wanted.size() + " transactions of " + transactions);
    }
    return new WantedChain(wish, chain, wanted);
  }

  /// Its name, e.g. `evm-1`.
  String name() {
    return "evm-" + chain.options().chainId();
  }

  /// Works that ask for all that is wanted.
  ///
  /// @param run id of the run that they are of
  List<EnrichmentWork> works(String run, Instant now) {
    var request = new EnrichRequest(name(), List.of(), BATCH, CALLS, 0, Verdict.HEAD,
        MAX_ATTEMPTS, 0);
    return Batches.cut(request, run, 0, wanted, now);
  }

  private static WantedTransaction wanted(TransactionTruthRow row) {
    return new WantedTransaction(row.blockNumber(), row.blockTime(), hash(row.blockHash()),
        hash(row.txHash()));
  }

  private static io.gapless.schemas.record.Hash32 hash(String hex) {
    return new io.gapless.schemas.record.Hash32(Hash32.of(hex).bytes());
  }
}
