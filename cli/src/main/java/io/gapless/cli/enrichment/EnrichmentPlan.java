package io.gapless.cli.enrichment;

import io.gapless.enricher.evm.BlockCost;
import io.gapless.enricher.evm.EvmEnrich;
import io.gapless.enricher.plan.EnrichRequest;
import io.gapless.enricher.plan.MissingSet;
import io.gapless.enricher.plan.MissingSet.Missing;
import io.gapless.enricher.plan.MissingSet.Scope;
import io.gapless.schemas.record.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What is missing, and what fetching it takes.
///
/// @param missing transactions
/// @param byContract of each contract; one transaction may be of several
/// @param batches of work
/// @param wholeBlocks blocks that are cheaper read whole
/// @param byHash transactions that are cheaper by their hashes
/// @param calls in all
public record EnrichmentPlan(long missing, Map<String, Long> byContract, long batches,
    long wholeBlocks, long byHash, long calls) {

  /// Counts what is missing, and what it costs where blocks have as many transactions as is usual.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  public static EnrichmentPlan of(MissingSet set, EnrichRequest request)
      throws InterruptedException {
    var byContract = new TreeMap<String, Long>();
    var wantedInABlock = new HashMap<Long, Long>();
    long missing = 0;
    for (long million : set.millions(request.chain(), null)) {
      Missing part = set.count(new Scope(request.chain(), request.contracts(), ""), million);
      missing += part.all();
      part.byContract().forEach((contract, n) -> byContract.merge(contract, n, Long::sum));
      part.wantedInABlock().forEach((wanted, n) -> wantedInABlock.merge(wanted, n, Long::sum));
    }
    return priced(missing, byContract, wantedInABlock, request);
  }

  private static EnrichmentPlan priced(long missing, Map<String, Long> byContract,
      Map<Long, Long> wantedInABlock, EnrichRequest request) {
    var cost = new BlockCost(EvmEnrich.USUAL_TRANSACTIONS);
    boolean evm = request.chain().startsWith("evm-");
    long whole = 0;
    long byHash = 0;
    long calls = 0;
    for (var blocks : wantedInABlock.entrySet()) {
      long wanted = blocks.getKey();
      long number = blocks.getValue();
      if (evm && (request.verify() == Verdict.ROOT || cost.isWholeCheaper(wanted, false))) {
        whole += number;
        calls += BlockCost.CALLS_WHOLE * number;
      } else {
        byHash += wanted * number;
        calls += (evm ? BlockCost.calls(wanted) : wanted) * number;
      }
    }
    long batches = (missing + request.batch() - 1) / request.batch();
    return new EnrichmentPlan(missing, byContract, batches, whole, byHash, calls);
  }
}
