package io.gapless.cli.demo;

import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.cli.pipeline.RoleOptions;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.xrpl.XrplFaults;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Ledgers and three servers: two with half of the history each, and one that has it all and leaves
/// transactions out in one answer of two hundred. Its tables are compared row by row.
final class XrplDemo implements SimulatedNodes {

  private static final int TRUNCATED = 200;
  private static final int MAX_ATTEMPTS = 5;

  private final DemoOptions options;
  private final String host;
  private final SimulatedLedgers ledgers;
  private final List<XrplSimulator> servers;

  /// @param host first part of the workers' ids
  XrplDemo(DemoOptions options, String host) {
    this.options = options;
    this.host = host;
    ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults().withCount(options.blocks())
        .withSeed(options.seed()).withTransactionsPerLedger(options.recordsPerBlock()));
    long middle = (ledgers.firstIndex() + ledgers.lastIndex()) / 2;
    servers = List.of(
        XrplSimulator.start(ledgers, XrplNodeOptions.defaults()
            .withHistory(ledgers.firstIndex() + "-" + middle)),
        XrplSimulator.start(ledgers, XrplNodeOptions.defaults()
            .withHistory(Math.min(middle + 1, ledgers.lastIndex()) + "-" + ledgers.lastIndex())),
        XrplSimulator.start(ledgers,
            XrplFaults.applied("truncate=" + TRUNCATED, XrplNodeOptions.defaults())));
  }

  @Override
  public String introduction() {
    return String.format(Locale.ROOT,
        "Simulating %,d ledgers with about %,.0f transactions each, and three servers: two have half"
            + " of the history each, one has it all and leaves transactions out in one ledger of"
            + " %d.",
        options.blocks(), options.recordsPerBlock(), TRUNCATED);
  }

  @Override
  public BackfillRequest request() {
    return new BackfillRequest(ChainFamily.XRPL,
        servers.stream().map(XrplSimulator::url).toList(), Optional.empty(),
        List.of(new AskedJob(new BlockBound.Block(ledgers.firstIndex()),
            new BlockBound.Block(ledgers.lastIndex()),
            XrplTables.DATASETS, List.of(), List.of(), Optional.empty())),
        OptionalLong.empty(), Verdict.ROOT, false,
        MAX_ATTEMPTS,
        options.workers(), host, RoleOptions.GAP_RANGES_PER_CYCLE, NodeTuning.USUAL);
  }

  @Override
  public List<TruthCheck> compare(ClickHouse tables) {
    return new XrplTables(tables, ledgers).compare();
  }

  @Override
  public String sql() {
    return "SELECT result, count() FROM xrpl_payments_hex GROUP BY result ORDER BY 2 DESC";
  }

  @Override
  public String topic() {
    return "transfers.xrpl";
  }

  @Override
  public void close() {
    servers.forEach(XrplSimulator::close);
  }
}
