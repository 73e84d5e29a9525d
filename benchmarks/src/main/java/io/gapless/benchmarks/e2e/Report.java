package io.gapless.benchmarks.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.Median;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What is printed: medians over the runs, and the runs themselves.
///
/// @param blocks of the chain
/// @param transfers of the chain, all of one dataset
record Report(EndToEndOptions options, long blocks, long transfers, List<MeasuredRun> runs,
    Machine machine) {

  String toJson() {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "e2e").put("transfers", transfers).put("blocks", blocks)
        .put("transfers_per_block", options.transfersPerBlock()).put("runs", runs.size());
    root.putArray("datasets").add(Pipeline.DATASET);
    writeCost(root, run -> run.whole().cost());
    root.put("seconds_to_first_work", median(run -> run.whole().secondsToFirstWork(), 3))
        .put("seconds_to_verdict", median(run -> run.whole().secondsToVerdict(), 3));
    var slowest = slowest();
    root.put("slowest_stage", slowest.label()).put("ratio_to_slowest_stage", ratioTo(slowest));
    var stages = root.putObject("stages");
    for (var stage : Stage.values()) {
      var node = stages.putObject(stage.label()).put("does", stage.meaning());
      writeCost(node, run -> run.cost(stage));
      node.put("ratio", ratioTo(stage));
    }
    writeSetting(root.putObject("setting"));
    writeMachine(root.putObject("machine"));
    var single = root.putArray("single_runs");
    runs.forEach(run -> writeRun(single.addObject(), run));
    return root.toPrettyString();
  }

  private Stage slowest() {
    return Arrays.stream(Stage.values()).min(Comparator.comparingDouble(
        stage -> median(run -> run.cost(stage).perSecond(transfers), 0))).orElseThrow();
  }

  private double ratioTo(Stage stage) {
    return median(run -> run.ratioTo(stage, transfers), 3);
  }

  private void writeCost(ObjectNode node, Function<MeasuredRun, Cost> cost) {
    node.put("transfers_per_second", Math.round(median(run -> cost.apply(run).perSecond(transfers),
        0))).put("seconds", median(run -> cost.apply(run).seconds(), 3))
        .put("cpu_seconds_per_million",
            median(run -> cost.apply(run).cpuSecondsPerMillion(transfers), 2));
  }

  private void writeRun(ObjectNode node, MeasuredRun run) {
    writeSingle(node, run.whole().cost());
    node.put("seconds_to_first_work", rounded(run.whole().secondsToFirstWork(), 3))
        .put("seconds_to_verdict", rounded(run.whole().secondsToVerdict(), 3))
        .put("works", run.whole().works().size()).put("requests", run.whole().requests())
        .put("load_average_before", rounded(run.loadBefore(), 2));
    var stages = node.putObject("stages");
    run.stages().forEach((stage, cost) -> writeSingle(stages.putObject(stage.label()), cost));
  }

  private void writeSingle(ObjectNode node, Cost cost) {
    node.put("transfers_per_second", Math.round(cost.perSecond(transfers)))
        .put("seconds", rounded(cost.seconds(), 3))
        .put("cpu_seconds_per_million", rounded(cost.cpuSecondsPerMillion(transfers), 2));
  }

  /// What shares the machine with what is measured.
  private static void writeSetting(ObjectNode node) {
    node.put("simulator", "in_process").put("kafka", "in_process").put("roles", "in_process")
        .put("registry", "child_process").put("clickhouse", "child_process")
        .put("fetchers", Pipeline.FETCHERS).put("warm_up_runs", 1)
        .put("note", "everything shares the machine's cores; processor time is of all processes,"
            + " the simulated node included");
  }

  private void writeMachine(ObjectNode node) {
    node.put("cores", machine.cores()).put("memory_bytes", machine.memoryBytes())
        .put("heap_bytes", machine.heapBytes()).put("jvm", machine.jvm())
        .put("garbage_collectors", machine.garbageCollectors()).put("system", machine.system())
        .put("load_average", rounded(Machine.loadAverage(), 2));
  }

  private double median(ToDoubleFunction<MeasuredRun> figure, int decimals) {
    return rounded(Median.of(runs.stream().map(figure::applyAsDouble).toList()), decimals);
  }

  private static double rounded(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(value * scale) / scale;
  }
}
