package io.gapless.benchmarks.scale;

import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.nio.file.Path;
import java.time.Duration;

/// How fast a fleet fetches from a node that lets it wait, once it has got going.
///
/// @param processes of the fleet
/// @param works done in the seconds
record SlowRun(int processes, long works, double seconds) {

  /// What each answer takes.
  static final Duration LATENCY = Duration.ofMillis(50);
  /// Parts of the works after which the measurement begins and ends.
  private static final double FROM = 0.3;
  private static final double TO = 0.95;

  static SlowRun measure(Servers servers, SimulatedChain chain, int processes,
      int worksPerProcess, String prefix, Path folder) throws InterruptedException {
    int works = worksPerProcess * processes;
    var options = EvmNodeOptions.defaults().withLatency(LATENCY);
    try (var node = EvmSimulator.start(chain, options);
        var fleet = Fleet.start(servers, chain, node.url(), processes, prefix, folder)) {
      fleet.publish(works);
      long start = fleet.awaitDone(Math.round(works * FROM));
      long before = fleet.done();
      long end = fleet.awaitDone(Math.round(works * TO));
      return new SlowRun(processes, fleet.done() - before, (end - start) / 1e9);
    } finally {
      servers.deleteTopics(prefix);
    }
  }

  double worksPerSecond() {
    return works / seconds;
  }
}
