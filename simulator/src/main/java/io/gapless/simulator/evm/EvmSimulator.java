package io.gapless.simulator.evm;

import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.http.HttpListener;
import java.net.URI;

/// A node over a simulated chain, serving JSON-RPC over HTTP on 127.0.0.1 until it is closed.
///
/// ```java
/// var chain = new SimulatedChain(EvmChainOptions.defaults());
/// try (var node = EvmSimulator.start(chain, EvmNodeOptions.defaults().withResultCap(10_000));
///     var other = EvmSimulator.start(chain, EvmNodeOptions.defaults())) { … node.url() … }
/// ```
public final class EvmSimulator implements AutoCloseable {
  private final SimulatedChain chain;
  private final RequestCounters counters;
  private final HttpListener listener;

  private EvmSimulator(SimulatedChain chain, RequestCounters counters, HttpListener listener) {
    this.chain = chain;
    this.counters = counters;
    this.listener = listener;
  }

  /// Starts a node over a chain that other nodes may share.
  ///
  /// @throws java.io.UncheckedIOException if the port is taken
  public static EvmSimulator start(SimulatedChain chain, EvmNodeOptions options) {
    var counters = new RequestCounters();
    var wordings = new Wordings(options.provider());
    var view = new NodeView(chain, options.headLag());
    var logs = new LogsRpc(view, options.logTimestamps(), counters);
    var node = new ChainRpc(view, logs, new BlockJson(chain, options.logTimestamps()));
    var handler = new CappedLogs(node, view, options, wordings);
    var throttle = new Throttle(options.requestsPerSecond(), System::nanoTime);
    var endpoint = new NodeEndpoint(handler, options, wordings, throttle, counters);
    return new EvmSimulator(chain, counters,
        HttpListener.start(options.port(), options.gzip(), endpoint));
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

  /// The chain served.
  public SimulatedChain chain() {
    return chain;
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
