package io.gapless.benchmarks.scale;

import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.benchmarks.node.evm.EvmWorkload;
import io.gapless.benchmarks.pipeline.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;

/// Measures what more fetcher processes bring: of a node that takes its time, where each should bring
/// as much as the first, and of one with a limit, where none can bring more and none should be refused.
///
/// Every run begins with unused topics and processes that know nothing of the node.
public final class ScaleBenchmark {

  private final ScaleSizes sizes;
  private final Consumer<String> progress;

  /// A measurement.
  ///
  /// @param progress told in lines what is being done
  public ScaleBenchmark(ScaleSizes sizes, Consumer<String> progress) {
    this.sizes = sizes;
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if something did not work
  /// @throws java.io.UncheckedIOException if files cannot be written
  public String run(Path folder) throws InterruptedException {
    // blocks with one transfer each: what counts is the waiting
    var chain = new EvmWorkload((long) sizes.mostWorks() * Fleet.BLOCKS, 1, false).chain();
    try (var data = ScratchFolder.in(folder);
        var servers = Servers.start(data.path(), progress)) {
      var slow = new ArrayList<SlowRun>();
      var limited = new ArrayList<LimitedFleetRun>();
      for (int run = 1; run <= sizes.runs(); run++) {
        for (int processes : sizes.fleets()) {
          var measured = SlowRun.measure(servers, chain, processes, sizes.worksPerProcess(),
              "bench-slow" + run + "-" + processes + ".", data.path());
          progress.accept(String.format(Locale.ROOT,
              "run %d of %d, %d processes, a slow node: %,.0f works a second", run, sizes.runs(),
              processes, measured.worksPerSecond()));
          slow.add(measured);
        }
      }
      if (sizes.window().isPositive()) {
        for (int processes : sizes.fleets()) {
          var measured = LimitedFleetRun.measure(servers, chain, processes, sizes,
              "bench-limited" + processes + ".", data.path());
          progress.accept(String.format(Locale.ROOT,
              "%d processes, a limited node: %.1f %% of its limit", processes,
              measured.utilisation() * 100));
          limited.add(measured);
        }
      }
      return new ScaleReport(sizes, slow, limited, Machine.ofThisProcess()).toJson();
    }
  }
}
