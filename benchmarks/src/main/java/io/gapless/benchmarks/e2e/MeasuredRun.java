package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import java.util.Map;

/// The pipeline and each of its stages, measured one after the other on the same rows.
///
/// @param loadBefore the machine's load average when the run began
record MeasuredRun(WholeRun whole, Map<Stage, Cost> stages, double loadBefore) {

  /// How fast the whole was compared with a stage alone: 1 is as fast.
  double ratioTo(Stage stage, long transfers) {
    return whole.cost().perSecond(transfers) / cost(stage).perSecond(transfers);
  }

  Cost cost(Stage stage) {
    var cost = stages.get(stage);
    if (cost == null) {
      throw new IllegalStateException(stage + " was not measured");
    }
    return cost;
  }
}
