package io.gapless.simulator.evm;

import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.faults.FaultPlan;
import io.gapless.simulator.evm.faults.FaultyCalls;
import io.gapless.simulator.evm.faults.FaultyGate;
import io.gapless.simulator.evm.faults.FaultyHttp;
import io.gapless.simulator.evm.faults.FaultyLogs;
import io.gapless.simulator.evm.limits.CappedLogs;
import io.gapless.simulator.evm.limits.RateGate;
import io.gapless.simulator.evm.limits.Wordings;
import io.gapless.simulator.evm.logs.LogsRpc;
import io.gapless.simulator.evm.rpc.RequestCounters;
import io.gapless.simulator.evm.rpc.RequestStats;
import io.gapless.simulator.http.HttpListener;
import java.net.URI;

/// A node over a simulated chain, serving JSON-RPC over HTTP on 127.0.0.1 until it is closed.
///
/// ```java
/// var chain = new SimulatedChain(EvmChainOptions.defaults());
/// try (var node = EvmSimulator.start(chain, EvmNodeProfile.named("infura"));
///     var liar = EvmSimulator.start(chain,
///         EvmFaults.applied("omit-logs=200", EvmNodeOptions.defaults()))) { … node.url() … }
/// ```
public final class EvmSimulator implements AutoCloseable {
  private final NodeState state;
  private final RequestCounters counters;
  private final HttpListener listener;

  private EvmSimulator(NodeState state, RequestCounters counters, HttpListener listener) {
    this.state = state;
    this.counters = counters;
    this.listener = listener;
  }

  /// Starts a node over a chain that other nodes may share.
  ///
  /// @throws java.io.UncheckedIOException if the port is taken
  public static EvmSimulator start(SimulatedChain chain, EvmNodeOptions options) {
    var counters = new RequestCounters();
    var state = new NodeState(chain, options, counters);
    var limits = options.limits();
    var behaviour = options.behaviour();
    FaultPlan faults = options.faults();
    var wordings = new Wordings(limits.provider(), limits.suggestion());
    var logs = new LogsRpc(behaviour.logTimestamps(), FaultyLogs.logs(faults, counters), counters);
    var blocks = new BlockJson.Style(behaviour.logTimestamps(),
        FaultyLogs.receipts(faults, counters));
    var node = new ChainRpc(logs, blocks, wordings, behaviour.blockReceipts());
    var capped = new CappedLogs(node, limits.caps(), wordings, behaviour.shortBeyondHead(),
        behaviour.logTimestamps());
    var calls = new FaultyCalls(capped, faults, wordings, counters);
    var gate = new FaultyGate(new RateGate(limits, wordings), faults, counters);
    var endpoint = new NodeEndpoint(calls, gate, state, options, wordings, counters);
    return new EvmSimulator(state, counters, HttpListener.start(options.port(), options.gzip(),
        new FaultyHttp(endpoint, faults, counters)));
  }

  /// Makes a chain and starts a node over it.
  ///
  /// @throws java.io.UncheckedIOException if the port is taken
  public static EvmSimulator start(EvmChainOptions chain, EvmNodeOptions node) {
    return start(new SimulatedChain(chain), node);
  }

  /// Where the node listens, e.g. `http://127.0.0.1:8545/`.
  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.port() + "/");
  }

  /// The chain served, as it stands: after a reorganisation the new branch, of which a
  /// [Truth][io.gapless.simulator.evm.chain.Truth] can be had as of any chain.
  public SimulatedChain chain() {
    return state.chain();
  }

  /// Replaces the blocks from `firstBlock` to the head by another branch, from the next request on.
  /// Other nodes over the same chain keep the old one, or get the same branch by the same arguments.
  ///
  /// @param firstBlock number of the first block replaced, 1 to the head
  /// @param branchSeed another seed is another branch
  public void reorganise(long firstBlock, long branchSeed) {
    state.reorganise(firstBlock, branchSeed);
  }

  /// Puts the node so many blocks behind its chain, from the next request on; fewer than before are
  /// new blocks.
  public void lag(int blocks) {
    if (blocks < 0) {
      throw new IllegalArgumentException("blocks < 0: " + blocks);
    }
    state.lag(blocks);
  }

  /// What the node did so far.
  public RequestStats stats() {
    return counters.stats();
  }

  /// Stops listening and cuts all connections.
  @Override
  public void close() {
    listener.close();
  }
}
