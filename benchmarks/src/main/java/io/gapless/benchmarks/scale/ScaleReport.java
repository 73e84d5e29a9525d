package io.gapless.benchmarks.scale;

import static io.gapless.benchmarks.measure.Figures.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.benchmarks.measure.Figures;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.Median;
import io.gapless.benchmarks.pipeline.RoleProcess;
import java.util.List;

/// What is printed: medians over the runs, and the runs themselves.
record ScaleReport(ScaleSizes sizes, List<SlowRun> slow, List<LimitedFleetRun> limited,
    Machine machine) {

  ScaleReport {
    slow = List.copyOf(slow);
    limited = List.copyOf(limited);
  }

  String toJson() {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "scale").put("runs", sizes.runs());
    var waiting = root.putObject("slow_node").put("latency_millis", SlowRun.LATENCY.toMillis())
        .put("works_per_process", sizes.worksPerProcess()).put("blocks_per_work", Fleet.BLOCKS);
    var fleets = waiting.putArray("fleets");
    double alone = worksPerSecond(1);
    for (int processes : sizes.fleets()) {
      var fleet = fleets.addObject().put("processes", processes)
          .put("works_per_second", rounded(worksPerSecond(processes), 1))
          .put("speed_up", rounded(worksPerSecond(processes) / alone, 2))
          .put("efficiency", rounded(worksPerSecond(processes) / alone / processes, 3));
      var single = fleet.putArray("single_runs");
      of(processes).forEach(run -> single.add(rounded(run.worksPerSecond(), 1)));
    }
    var limits = root.putObject("limited_node").put("calls_per_second", LimitedFleetRun.LIMIT)
        .put("after_seconds", sizes.learning().toSeconds())
        .put("seconds", sizes.window().toSeconds()).putArray("fleets");
    for (var run : limited) {
      limits.addObject().put("processes", run.processes())
          .put("utilisation", rounded(run.utilisation(), 3))
          .put("refused_share", rounded(run.refusedShare(), 4))
          .put("calls_answered", run.answered()).put("calls_refused", run.refused());
    }
    root.putObject("setting").put("simulator", "in_process").put("kafka", "in_process")
        .put("fetchers", "child_processes")
        .put("fetcher_heap_bytes", (long) RoleProcess.HEAP_MEGABYTES << 20)
        .put("note", "everything shares the machine's cores; works are published before they are"
            + " fetched, and the rate is that between three tenths and nineteen twentieths of them");
    Figures.write(machine, root.putObject("machine"));
    return root.toPrettyString();
  }

  private List<SlowRun> of(int processes) {
    return slow.stream().filter(run -> run.processes() == processes).toList();
  }

  private double worksPerSecond(int processes) {
    return Median.of(of(processes).stream().map(SlowRun::worksPerSecond).toList());
  }
}
