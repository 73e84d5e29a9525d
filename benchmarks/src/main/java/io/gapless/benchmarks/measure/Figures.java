package io.gapless.benchmarks.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How figures stand in a report.
public final class Figures {

  private Figures() {}

  /// The median over the runs, rounded.
  ///
  /// @throws IllegalArgumentException if there are no runs
  public static <R> double median(List<R> runs, ToDoubleFunction<R> figure, int decimals) {
    return rounded(Median.of(runs.stream().map(figure::applyAsDouble).toList()), decimals);
  }

  /// With so many decimals.
  public static double rounded(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(value * scale) / scale;
  }

  /// Writes what the machine is, and its load now.
  public static void write(Machine machine, ObjectNode node) {
    node.put("cores", machine.cores()).put("memory_bytes", machine.memoryBytes())
        .put("heap_bytes", machine.heapBytes()).put("jvm", machine.jvm())
        .put("garbage_collectors", machine.garbageCollectors()).put("system", machine.system())
        .put("load_average", rounded(Machine.loadAverage(), 2));
  }
}
