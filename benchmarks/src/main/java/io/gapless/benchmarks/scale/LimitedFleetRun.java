package io.gapless.benchmarks.scale;

import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.nio.file.Path;

/// What a fleet got from a node with a limit, after it learned it.
///
/// @param processes of the fleet
/// @param answered calls with a result
/// @param refused calls
record LimitedFleetRun(int processes, double seconds, long answered, long refused) {

  /// Calls that the node answers a second.
  static final int LIMIT = 25;

  static LimitedFleetRun measure(Servers servers, SimulatedChain chain, int processes,
      ScaleSizes sizes, String prefix, Path folder) throws InterruptedException {
    var options = EvmNodeOptions.defaults().withRequestsPerSecond(LIMIT);
    try (var node = EvmSimulator.start(chain, options);
        var fleet = Fleet.start(servers, chain, node.url(), processes, prefix, folder)) {
      // a work takes a call for its logs, and one for a header
      fleet.publish(Math.toIntExact(
          LIMIT * (sizes.learning().plus(sizes.window()).toSeconds() + 5)));
      fleet.pass(sizes.learning());
      var before = node.stats();
      long start = System.nanoTime();
      fleet.pass(sizes.window());
      var after = node.stats();
      return new LimitedFleetRun(processes, (System.nanoTime() - start) / 1e9,
          after.servedInAll() - before.servedInAll(),
          after.refusedInAll() - before.refusedInAll());
    } finally {
      servers.deleteTopics(prefix);
    }
  }

  /// Calls answered as a share of those that the limit allows.
  double utilisation() {
    return answered / seconds / LIMIT;
  }

  /// Calls refused as a share of all.
  double refusedShare() {
    return (double) refused / Math.max(1, answered + refused);
  }
}
