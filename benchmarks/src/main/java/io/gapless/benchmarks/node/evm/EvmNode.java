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
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A node of a chain whose every log is an ERC-20 transfer.
final class EvmNode implements Node {

  private static final String DATASET = "erc20_transfers";

  private final EvmWorkload workload;
  private final SimulatedChain chain;
  private final EvmSimulator simulator;

  private EvmNode(EvmWorkload workload, SimulatedChain chain, EvmSimulator simulator) {
    this.workload = workload;
    this.chain = chain;
    this.simulator = simulator;
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
    return chain.logCount();
  }

  @Override
  public SequencedMap<String, Number> contents() {
    var contents = new LinkedHashMap<String, Number>();
    contents.put("transfers", units());
    contents.put("blocks", blocks().size());
    contents.put("transfers_per_block", workload.transfersPerBlock());
    return contents;
  }

  @Override
  public SequencedMap<String, Long> rows() {
    return new LinkedHashMap<>(Map.of(DATASET, units()));
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

  /// Logs sent so far.
  long logs() {
    return simulator.stats().logs();
  }
}
