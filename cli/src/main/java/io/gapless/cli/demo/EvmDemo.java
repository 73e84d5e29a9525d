package io.gapless.cli.demo;

import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.cli.pipeline.RoleOptions;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthSummary;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// An EVM chain and two nodes, one that throttles and one that caps its answers. Its tables are
/// compared by rows, and by a sum for each token.
final class EvmDemo implements SimulatedNodes {

  private static final double THROTTLED_REQUESTS_PER_SECOND = 40;
  private static final int RESULT_CAP = 2_000;
  private static final int MAX_ATTEMPTS = 5;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final DemoOptions options;
  private final String host;
  private final SimulatedChain chain;
  private final EvmSimulator throttling;
  private final EvmSimulator capping;

  /// @param host first part of the workers' ids
  EvmDemo(DemoOptions options, String host) {
    this.options = options;
    this.host = host;
    chain = new SimulatedChain(EvmChainOptions.defaults().withBlocks(options.blocks())
        .withSeed(options.seed())
        .withTraffic(Traffic.defaults().withTransfersPerBlock(options.recordsPerBlock())));
    throttling = EvmSimulator.start(chain,
        EvmNodeOptions.defaults().withRequestsPerSecond(THROTTLED_REQUESTS_PER_SECOND));
    capping = EvmSimulator.start(chain,
        EvmNodeOptions.defaults().withProvider("infura").withResultCap(RESULT_CAP));
  }

  @Override
  public String introduction() {
    return String.format(Locale.ROOT,
        "Simulating a chain of %,d blocks with about %,.0f transfers each, and two nodes: one"
            + " allows %.0f requests a second, one gives at most %,d logs an answer.",
        options.blocks(), options.recordsPerBlock(), THROTTLED_REQUESTS_PER_SECOND, RESULT_CAP);
  }

  @Override
  public BackfillRequest request() {
    return new BackfillRequest(ChainFamily.EVM, List.of(throttling.url(), capping.url()),
        Optional.empty(),
        List.of(new AskedJob(new BlockBound.Block(0), new BlockBound.Block(chain.head()),
            Datasets.all().of("evm").stream().map(Dataset::name)
                .filter(name -> name.endsWith("_transfers")).toList(),
            List.of(), List.of(), Optional.empty())),
        OptionalLong.empty(), Verdict.HEAD, false, MAX_ATTEMPTS,
        options.workers(),
        host, RoleOptions.GAP_RANGES_PER_CYCLE, NodeTuning.USUAL);
  }

  @Override
  public List<TruthCheck> compare(ClickHouse tables) {
    var truth = new Truth(chain).summary();
    return Arrays.stream(TruthDataset.values()).map(dataset -> compare(tables, truth, dataset))
        .toList();
  }

  private TruthCheck compare(ClickHouse tables, TruthSummary truth, TruthDataset dataset) {
    var table = Datasets.all().named(dataset.id());
    var where = " FROM " + table.table() + " FINAL WHERE chain = 'evm-"
        + chain.options().chainId() + "'";
    long rows = tables.query("SELECT count()" + where, row -> row.getLong(1)).getFirst();
    var expected = new TreeMap<String, BigInteger>();
    truth.sums(dataset).forEach((token, sum) -> expected.put(token, sum.mod(MODULUS)));
    return new TruthCheck(dataset.id(), rows, truth.rows(dataset),
        firstDifference(expected, sums(tables, table, where)));
  }

  private static Map<String, BigInteger> sums(ClickHouse tables, Dataset dataset, String where) {
    var amount = switch (dataset.name()) {
      case "erc20_transfers" -> "value";
      case "erc721_transfers" -> "token_id";
      case "erc1155_transfers" -> "arraySum(amounts)";
      default -> "";
    };
    var sums = new TreeMap<String, BigInteger>();
    if (!amount.isEmpty()) {
      tables.query("SELECT concat('0x', lower(hex(token_address))), toString(sum(" + amount + "))"
          + where + " GROUP BY token_address",
          row -> sums.put(row.getString(1), new BigInteger(row.getString(2))));
    }
    return sums;
  }

  private static String firstDifference(Map<String, BigInteger> expected,
      Map<String, BigInteger> found) {
    var tokens = new TreeSet<>(expected.keySet());
    tokens.addAll(found.keySet());
    for (var token : tokens) {
      var wanted = expected.getOrDefault(token, BigInteger.ZERO);
      var held = found.getOrDefault(token, BigInteger.ZERO);
      if (!wanted.equals(held)) {
        return token + " sums to " + held + ", the chain to " + wanted;
      }
    }
    return "";
  }

  @Override
  public String sql() {
    return "SELECT day_idx, status, erc20_count FROM backfill_checkpoint ORDER BY day_idx";
  }

  @Override
  public String topic() {
    return "transfers.erc20";
  }

  @Override
  public void close() {
    throttling.close();
    capping.close();
  }
}
