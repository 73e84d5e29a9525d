package io.gapless.benchmarks.e2e;

import static io.gapless.benchmarks.measure.Figures.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Figures;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.Stage;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.Workload;
import io.gapless.benchmarks.pipeline.Pipeline;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What is printed: medians over the runs, and the runs themselves.
///
/// @param node that was fetched from
record Report(Workload workload, Node node, List<MeasuredRun> runs, Machine machine) {

  String toJson() {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", workload.benchmark());
    node.contents().forEach((name, count) -> {
      if (count instanceof Double) {
        root.put(name, count.doubleValue());
      } else {
        root.put(name, count.longValue());
      }
    });
    root.put("runs", runs.size());
    var datasets = root.putArray("datasets");
    node.rows().keySet().forEach(datasets::add);
    root.put("verified", node.verify().name());
    writeCost(root, run -> run.whole().cost());
    root.put("seconds_to_first_work", median(run -> run.whole().secondsToFirstWork(), 3))
        .put("seconds_to_verdict", median(run -> run.whole().secondsToVerdict(), 3))
        .put("cpu_seconds_to_verdict", median(run -> run.whole().cpuSecondsToVerdict(), 2));
    var slowest = slowest();
    root.put("slowest_stage", slowest.label()).put("ratio_to_slowest_stage", ratioTo(slowest));
    if (measured().contains(Stage.PROVE)) {
      writeHashing(root.putObject("hashing"));
    }
    var stages = root.putObject("stages");
    for (var stage : measured()) {
      var alone = stages.putObject(stage.label()).put("does", stage.meaning());
      writeCost(alone, run -> run.cost(stage));
      alone.put("ratio", ratioTo(stage));
    }
    writeSetting(root.putObject("setting"));
    Figures.write(machine, root.putObject("machine"));
    var single = root.putArray("single_runs");
    runs.forEach(run -> writeRun(single.addObject(), run));
    return root.toPrettyString();
  }

  private SequencedSet<Stage> measured() {
    return runs.getFirst().stages().sequencedKeySet();
  }

  private Stage slowest() {
    return measured().stream().max(Comparator.comparingDouble(
        stage -> median(run -> run.cost(stage).seconds(), 6))).orElseThrow();
  }

  private double ratioTo(Stage stage) {
    return median(run -> run.ratioTo(stage), 3);
  }

  /// The share of the proofs in the whole, and what is not the pipeline's.
  private void writeHashing(ObjectNode node) {
    node.put("share_of_cpu", median(run -> run.cpuShareOf(Stage.PROVE), 3))
        .put("share_of_cpu_without_node",
            median(run -> run.cpuShareOf(Stage.PROVE) / (1 - run.cpuShareOf(Stage.ANSWER)), 3))
        .put("share_of_time", median(run -> run.ratioTo(Stage.PROVE), 3))
        .put("node_share_of_cpu_at_least", median(run -> run.cpuShareOf(Stage.ANSWER), 3))
        .put("node_share_of_cpu_at_most", median(run -> run.cpuShareOf(Stage.READ), 3))
        .put("note", "stage prove over the whole, by processor time and by the clock; the simulated"
            + " node takes more than stage answer, which does not send, and less than stage read,"
            + " which receives too");
  }

  private void writeCost(ObjectNode node, Function<MeasuredRun, Cost> cost) {
    long units = this.node.units();
    node.put(perSecond(), Math.round(median(run -> cost.apply(run).perSecond(units), 0)))
        .put("seconds", median(run -> cost.apply(run).seconds(), 3))
        .put("cpu_seconds", median(run -> cost.apply(run).cpuSeconds(), 2))
        .put("cpu_seconds_per_million",
            median(run -> cost.apply(run).cpuSecondsPerMillion(units), 2));
  }

  private String perSecond() {
    return workload.unit() + "_per_second";
  }

  private void writeRun(ObjectNode node, MeasuredRun run) {
    writeSingle(node, run.whole().cost());
    node.put("seconds_to_first_work", rounded(run.whole().secondsToFirstWork(), 3))
        .put("seconds_to_verdict", rounded(run.whole().secondsToVerdict(), 3))
        .put("cpu_seconds_to_verdict", rounded(run.whole().cpuSecondsToVerdict(), 2))
        .put("works", run.whole().works().size()).put("requests", run.whole().requests())
        .put("load_average_before", rounded(run.loadBefore(), 2));
    var stages = node.putObject("stages");
    run.stages().forEach((stage, cost) -> writeSingle(stages.putObject(stage.label()), cost));
  }

  private void writeSingle(ObjectNode node, Cost cost) {
    long units = this.node.units();
    node.put(perSecond(), Math.round(cost.perSecond(units)))
        .put("seconds", rounded(cost.seconds(), 3))
        .put("cpu_seconds", rounded(cost.cpuSeconds(), 2))
        .put("cpu_seconds_per_million", rounded(cost.cpuSecondsPerMillion(units), 2));
  }

  /// What shares the machine with what is measured.
  private static void writeSetting(ObjectNode node) {
    node.put("simulator", "in_process").put("kafka", "in_process").put("roles", "in_process")
        .put("registry", "child_process").put("clickhouse", "child_process")
        .put("fetchers", Pipeline.FETCHERS).put("warm_up_runs", 1)
        .put("note", "everything shares the machine's cores; processor time is of all processes,"
            + " the simulated node included");
  }

  private double median(ToDoubleFunction<MeasuredRun> figure, int decimals) {
    return Figures.median(runs, figure, decimals);
  }
}
