package io.gapless.benchmarks.e2e;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.EvmChainClock;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.TransferMix;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A simulated node in this process, without latency or limits, on a chain of ERC-20 transfers and
/// nothing else.
final class Node implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final TransferMix ERC20_ALONE = new TransferMix(1, 0, 0, 0);

  private final SimulatedChain chain;
  private final EvmSimulator simulator;

  private Node(SimulatedChain chain, EvmSimulator simulator) {
    this.chain = chain;
    this.simulator = simulator;
  }

  /// Makes the whole chain, then listens.
  static Node start(EndToEndOptions options) {
    var usual = Traffic.defaults();
    var traffic = new Traffic(options.transfersPerBlock(), ERC20_ALONE,
        usual.logsPerTransaction(), 0, 0, usual.tokens(), usual.holders());
    var chain = new SimulatedChain(
        EvmChainOptions.defaults().withBlocks(options.blocks()).withTraffic(traffic));
    return new Node(chain, EvmSimulator.start(chain, EvmNodeOptions.defaults()));
  }

  /// `evm-<chain id>`.
  String chain() {
    return "evm-" + chain.options().chainId();
  }

  long head() {
    return chain.head();
  }

  /// Transfers on the chain: every log is one.
  long transfers() {
    return chain.logCount();
  }

  URI url() {
    return simulator.url();
  }

  /// HTTP requests answered so far.
  long requests() {
    return simulator.stats().requests();
  }

  /// Logs sent so far.
  long logs() {
    return simulator.stats().logs();
  }

  /// A pool that knows nothing of the node yet.
  EndpointPool<EvmClient> pool() {
    var client = client();
    return new EndpointPool<>(Map.of(client.endpoint(), client), GovernorSettings.DEFAULT,
        System::nanoTime);
  }

  ChainClock clock() {
    return EvmChainClock.of(chain(), List.of(client()), 1, Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    simulator.close();
  }

  private EvmClient client() {
    return new EvmClient(Endpoint.of(url().toString()), EvmClient.connections(CONNECT_TIMEOUT),
        EvmSettings.DEFAULT, new ErrorClassifier(InstantSource.system()));
  }
}
