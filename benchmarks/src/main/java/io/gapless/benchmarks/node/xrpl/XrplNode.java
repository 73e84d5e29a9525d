package io.gapless.benchmarks.node.xrpl;

import io.gapless.benchmarks.measure.AllCores;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stage;
import io.gapless.benchmarks.node.Node;
import io.gapless.chains.BlockRange;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.ledgers.LedgerJson;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import io.gapless.simulator.xrpl.ledgers.XrplTruthSummary;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/// A server that has all ledgers, and makes each again from its seed whenever it is asked for.
final class XrplNode implements Node {

  private static final LedgerForm WHOLE_BINARY = new LedgerForm(true, true, true,
      LedgerForm.VERSION_2);

  private final XrplWorkload workload;
  private final SimulatedLedgers ledgers;
  private final XrplTruthSummary truth;
  private final XrplSimulator simulator;

  private XrplNode(XrplWorkload workload, SimulatedLedgers ledgers, XrplSimulator simulator) {
    this.workload = workload;
    this.ledgers = ledgers;
    this.simulator = simulator;
    truth = new XrplTruth(ledgers).summarize();
  }

  static XrplNode start(XrplWorkload workload) {
    var ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults().withCount(workload.ledgers())
        .withTransactionsPerLedger(workload.transactionsPerLedger()));
    return new XrplNode(workload, ledgers,
        XrplSimulator.start(ledgers, XrplNodeOptions.defaults()));
  }

  @Override
  public String chain() {
    return "xrpl-" + ledgers.options().networkId();
  }

  @Override
  public BlockRange blocks() {
    return new BlockRange(ledgers.firstIndex(), ledgers.lastIndex());
  }

  @Override
  public long units() {
    return truth.ledgers();
  }

  @Override
  public SequencedMap<String, Number> contents() {
    var contents = new LinkedHashMap<String, Number>();
    contents.put("ledgers", truth.ledgers());
    contents.put("transactions", truth.transactions());
    contents.put("payments", truth.payments());
    contents.put("transactions_per_ledger", workload.transactionsPerLedger());
    return contents;
  }

  @Override
  public SequencedMap<String, Long> rows() {
    var rows = new LinkedHashMap<String, Long>();
    rows.put("xrpl_ledgers", truth.ledgers());
    rows.put("xrpl_payments", truth.payments());
    return rows;
  }

  @Override
  public Verdict verify() {
    return Verdict.ROOT;
  }

  @Override
  public long requests() {
    return simulator.stats().requests();
  }

  @Override
  public XrplClients connect() {
    return new XrplClients(chain(), url());
  }

  @Override
  public Map<Stage, Cost> stages(List<RangeWork> works) throws InterruptedException {
    return Map.of(Stage.ANSWER, AllCores.measure(indexes(), this::answer),
        Stage.READ, XrplRead.measure(this),
        Stage.PROVE, XrplProve.measure(this));
  }

  @Override
  public void close() {
    simulator.close();
  }

  @Override
  public URI url() {
    return simulator.url();
  }

  List<Long> indexes() {
    return LongStream.rangeClosed(ledgers.firstIndex(), ledgers.lastIndex()).boxed().toList();
  }

  /// Ledgers and headers given so far.
  long served() {
    return simulator.stats().served("ledger");
  }

  private void answer(long index) {
    if (LedgerJson.result(ledgers.ledger(index), WHOLE_BINARY).toString().isEmpty()) {
      throw new BenchmarkFailedException("the node has no answer for ledger " + index);
    }
  }
}
