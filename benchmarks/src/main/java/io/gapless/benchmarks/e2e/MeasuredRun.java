package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stage;
import java.util.SequencedMap;

/// The pipeline and each of its stages, measured one after the other on the same rows.
///
/// @param stages those that this chain has, in their order
/// @param loadBefore the machine's load average when the run began
record MeasuredRun(WholeRun whole, SequencedMap<Stage, Cost> stages, double loadBefore) {

  /// How fast the whole was compared with a stage alone: 1 is as fast.
  double ratioTo(Stage stage) {
    return cost(stage).seconds() / whole.cost().seconds();
  }

  /// What a stage took, as a share of the whole's processor time.
  double cpuShareOf(Stage stage) {
    return cost(stage).cpuSeconds() / whole.cost().cpuSeconds();
  }

  Cost cost(Stage stage) {
    var cost = stages.get(stage);
    if (cost == null) {
      throw new IllegalStateException(stage + " was not measured");
    }
    return cost;
  }
}
