package io.gapless.benchmarks.enrich;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.chains.evm.EvmClient;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.rpc.RequestStats;
import java.time.Duration;

/// What enrichers got from a node with a limit, after they learned it.
///
/// @param limit calls that the node answers a second
/// @param seconds measured
/// @param answered calls with a result
/// @param refused calls
/// @param requests HTTP requests, those refused included
/// @param transactions answered
record LimitedRun(int limit, double seconds, long answered, long refused, long requests,
    long transactions) {

  /// Calls that one transaction of a block takes by its hash: it, its receipt and its header.
  private static final int CALLS_EACH = 3;

  /// Asks for one transaction of each block, without tables.
  ///
  /// @throws BenchmarkFailedException if the chain has too few transactions for that time
  static LimitedRun measure(Servers servers, WantedChain chain, int limit, EnrichSizes sizes,
      String prefix) throws InterruptedException {
    require(chain, limit, sizes);
    var options = EvmNodeOptions.defaults().withRequestsPerSecond(limit);
    try (var node = EvmSimulator.start(chain.chain(), options);
        var enrichers = new Enrichers(servers, chain, prefix)) {
      enrichers.start(node.url(), false);
      enrichers.publish();
      pass(enrichers, sizes.learning());
      var before = node.stats();
      long start = System.nanoTime();
      pass(enrichers, sizes.window());
      var after = node.stats();
      return new LimitedRun(limit, (System.nanoTime() - start) / 1e9,
          after.servedInAll() - before.servedInAll(),
          after.refusedInAll() - before.refusedInAll(), after.requests() - before.requests(),
          transactions(after) - transactions(before));
    } finally {
      servers.deleteTopics(prefix);
    }
  }

  /// Calls answered as a share of those that the limit allows.
  double utilisation() {
    return answered / seconds / limit;
  }

  /// Calls refused as a share of all.
  double refusedShare() {
    return (double) refused / Math.max(1, answered + refused);
  }

  double requestsPerTransaction() {
    return (double) requests / Math.max(1, transactions);
  }

  double transactionsPerSecond() {
    return transactions / seconds;
  }

  private static void require(WantedChain chain, int limit, EnrichSizes sizes) {
    var time = sizes.learning().plus(sizes.window());
    long needed = limit * (time.toSeconds() + 1) / CALLS_EACH;
    if (chain.wanted().size() < needed) {
      throw new BenchmarkFailedException(limit + " calls a second last for " + needed
          + " transactions, of " + chain.wanted().size());
    }
  }

  /// A block read whole brings the one transaction that is wanted of it.
  private static long transactions(RequestStats stats) {
    return stats.served(EvmClient.TRANSACTION_RECEIPT) + stats.served(EvmClient.BLOCK_RECEIPTS);
  }

  private static void pass(Enrichers enrichers, Duration time) throws InterruptedException {
    long start = System.nanoTime();
    enrichers.await("time to pass", time.plusMinutes(1),
        () -> System.nanoTime() - start >= time.toNanos());
  }
}
