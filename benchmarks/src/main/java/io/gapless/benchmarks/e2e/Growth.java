package io.gapless.benchmarks.e2e;

import static io.gapless.benchmarks.measure.Figures.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.benchmarks.measure.Figures;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.benchmarks.node.evm.EvmWorkload;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.RoleProcess;
import io.gapless.benchmarks.pipeline.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Measures the same backfill of more and more blocks: what grows, and whether it grows faster than
/// they do.
///
/// Fetchers and sink are processes of their own, with the heap that an operator would give them, and
/// are started anew for each size.
public final class Growth {

  private final long transfers;
  private final int transfersPerBlock;
  private final List<Integer> times;
  private final Consumer<String> progress;

  /// A measurement.
  ///
  /// @param transfers of the smallest chain, about
  /// @param times how much larger each chain is, in order
  /// @param progress told in lines what is being done
  public Growth(long transfers, int transfersPerBlock, List<Integer> times,
      Consumer<String> progress) {
    this.transfers = transfers;
    this.transfersPerBlock = transfersPerBlock;
    this.times = List.copyOf(times);
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if something did not work, or
  ///     rows were missing
  /// @throws java.io.UncheckedIOException if files cannot be written
  public String run(Path folder) throws InterruptedException {
    try (var data = ScratchFolder.in(folder);
        var servers = Servers.start(data.path(), progress)) {
      measure(servers, 1, "bench-warm-up.", data.path());
      var runs = new ArrayList<GrowthRun>();
      for (int more : times) {
        runs.add(measure(servers, more, "bench-growth" + more + ".", data.path()));
      }
      return toJson(runs);
    }
  }

  private GrowthRun measure(Servers servers, int more, String prefix, Path folder)
      throws InterruptedException {
    servers.emptyTables();
    try (var node = new EvmWorkload(transfers * more, transfersPerBlock, false).start()) {
      var run = GrowthRun.measure(servers, node, prefix, folder);
      progress.accept(String.format(Locale.ROOT, "%s%,d transfers: %.1f s, %,.0f a second",
          prefix.contains("warm") ? "warm-up, " : "", run.units(), run.whole().cost().seconds(),
          run.whole().cost().perSecond(run.units())));
      return run;
    }
  }

  private String toJson(List<GrowthRun> runs) {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "growth").put("transfers_per_block", transfersPerBlock);
    var sizes = root.putArray("sizes");
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var cost = run.whole().cost();
      sizes.addObject().put("times", times.get(i)).put("blocks", run.blocks())
          .put("transfers", run.units()).put("seconds", rounded(cost.seconds(), 2))
          .put("transfers_per_second", Math.round(cost.perSecond(run.units())))
          .put("cpu_seconds_per_million", rounded(cost.cpuSecondsPerMillion(run.units()), 2))
          .put("fetcher_heap_bytes", run.fetcherHeap()).put("sink_heap_bytes", run.sinkHeap())
          .put("gap_detector_state_bytes", run.stateBytes());
    }
    root.putObject("growth").put("blocks", growth(runs, GrowthRun::blocks))
        .put("seconds", growth(runs, run -> run.whole().cost().seconds()))
        .put("cpu_seconds", growth(runs, run -> run.whole().cost().cpuSeconds()))
        .put("fetcher_heap", growth(runs, GrowthRun::fetcherHeap))
        .put("sink_heap", growth(runs, GrowthRun::sinkHeap))
        .put("gap_detector_state", growth(runs, GrowthRun::stateBytes));
    root.putObject("setting").put("simulator", "in_process").put("kafka", "in_process")
        .put("planner", "in_process").put("gap_detector", "in_process")
        .put("fetchers", Pipeline.FETCHERS)
        .put("heap_limit_bytes", (long) RoleProcess.HEAP_MEGABYTES << 20)
        .put("note", "everything shares the machine's cores; heap is what was in use after a"
            + " collection at most, of fetchers and sink, which are processes of their own and new"
            + " for each size; growth is the largest size over the smallest");
    Figures.write(Machine.ofThisProcess(), root.putObject("machine"));
    return root.toPrettyString();
  }

  private static double growth(List<GrowthRun> runs, ToDoubleFunction<GrowthRun> figure) {
    return rounded(figure.applyAsDouble(runs.getLast()) / figure.applyAsDouble(runs.getFirst()),
        2);
  }
}
