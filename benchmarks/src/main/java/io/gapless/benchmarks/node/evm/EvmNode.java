package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stage;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.NodeClients;
import io.gapless.chains.BlockRange;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A node of a chain of transfers.
final class EvmNode implements Node {

  private static final String UNCLASSIFIED = TruthDataset.UNCLASSIFIED_LOGS.id();

  private final EvmWorkload workload;
  private final SimulatedChain chain;
  private final EvmSimulator simulator;
  private final SequencedMap<String, Long> rows;

  private EvmNode(EvmWorkload workload, SimulatedChain chain, EvmSimulator simulator) {
    this.workload = workload;
    this.chain = chain;
    this.simulator = simulator;
    rows = Collections.unmodifiableSequencedMap(rows(workload, chain));
  }

  static EvmNode start(EvmWorkload workload) {
    var chain = workload.chain();
    return new EvmNode(workload, chain, EvmSimulator.start(chain, EvmNodeOptions.defaults()));
  }

  @Override
  public String chain() {
    return "evm-" + chain.options().chainId();
  }

  @Override
  public BlockRange blocks() {
    return new BlockRange(0, chain.head());
  }

  @Override
  public long units() {
    return rows.entrySet().stream().filter(one -> !one.getKey().equals(UNCLASSIFIED))
        .mapToLong(Map.Entry::getValue).sum();
  }

  @Override
  public SequencedMap<String, Number> contents() {
    var contents = new LinkedHashMap<String, Number>();
    contents.put("transfers", units());
    contents.put("logs", chain.logCount());
    contents.put("blocks", blocks().size());
    contents.put("transfers_per_block", workload.transfersPerBlock());
    return contents;
  }

  @Override
  public SequencedMap<String, Long> rows() {
    return rows;
  }

  @Override
  public Verdict verify() {
    return Verdict.HEAD;
  }

  @Override
  public long requests() {
    return simulator.stats().requests();
  }

  @Override
  public NodeClients connect() {
    return new EvmClients(chain(), url());
  }

  @Override
  public Map<Stage, Cost> stages(List<RangeWork> works) throws InterruptedException {
    return Map.of(Stage.READ, EvmRead.measure(this, works));
  }

  @Override
  public void close() {
    simulator.close();
  }

  @Override
  public URI url() {
    return simulator.url();
  }

  /// Counted only where they are of several datasets, as that means to make the chain once more.
  private static SequencedMap<String, Long> rows(EvmWorkload workload, SimulatedChain chain) {
    var rows = new LinkedHashMap<String, Long>();
    if (workload.mixed()) {
      var truth = new Truth(chain).summary();
      for (var dataset : TruthDataset.values()) {
        rows.put(dataset.id(), truth.rows(dataset));
      }
    } else {
      rows.put(TruthDataset.ERC20_TRANSFERS.id(), chain.logCount());
    }
    return rows;
  }

  /// Logs sent so far.
  long logs() {
    return simulator.stats().logs();
  }
}
