package io.gapless.benchmarks.enrich;

import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Measures the enrichment of transactions that are known to be wanted: how fast it is with a node that
/// has no limits, and how well it uses one that has.
///
/// Every run begins with empty tables, unused topics and enrichers that know nothing of the node.
public final class EnrichBenchmark {

  private static final List<Integer> LIMITS = List.of(25, 250);

  private final EnrichSizes sizes;
  private final Consumer<String> progress;

  /// A measurement.
  ///
  /// @param progress told in lines what is being done
  public EnrichBenchmark(EnrichSizes sizes, Consumer<String> progress) {
    this.sizes = sizes;
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
      var unlimited = new EnumMap<Wish, List<EnrichRun>>(Wish.class);
      var limited = new ArrayList<LimitedRun>();
      for (var wish : Wish.values()) {
        progress.accept("simulating " + wish.meaning());
        var chain = WantedChain.of(wish, sizes.transactions());
        unlimited.put(wish, unlimited(servers, chain));
        if (wish == Wish.ONE_A_BLOCK && sizes.window().isPositive()) {
          limited.addAll(limited(servers, chain));
        }
      }
      return new EnrichReport(sizes, Map.copyOf(unlimited), limited, Machine.ofThisProcess())
          .toJson();
    }
  }

  private List<EnrichRun> unlimited(Servers servers, WantedChain chain)
      throws InterruptedException {
    var runs = new ArrayList<EnrichRun>();
    try (var node = EvmSimulator.start(chain.chain(), EvmNodeOptions.defaults())) {
      for (int number = 0; number <= sizes.runs(); number++) {
        var run = EnrichRun.measure(servers, chain, node,
            "bench-" + chain.wish().label() + number + ".");
        progress.accept(String.format(Locale.ROOT, "%s: %,.0f transactions a second (%.1f s)",
            number == 0 ? "warm-up" : "run " + number + " of " + sizes.runs(),
            run.committed().perSecond(sizes.transactions()), run.committed().seconds()));
        if (number > 0) {
          runs.add(run);
        }
      }
    }
    return List.copyOf(runs);
  }

  private List<LimitedRun> limited(Servers servers, WantedChain chain)
      throws InterruptedException {
    var runs = new ArrayList<LimitedRun>();
    for (int limit : LIMITS) {
      progress.accept("asking a node that answers " + limit + " calls a second");
      runs.add(
          LimitedRun.measure(servers, chain, limit, sizes, "bench-limit" + limit + "."));
    }
    return runs;
  }
}
