package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.benchmarks.measure.Stage;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.Workload;
import io.gapless.benchmarks.pipeline.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Measures the whole pipeline on a simulated chain, and its stages alone on the same rows.
///
/// Every run begins with empty tables, unused topics and fetchers that know nothing of the node.
public final class EndToEnd {

  private final Workload workload;
  private final int runs;
  private final Consumer<String> progress;

  /// A measurement of one workload.
  ///
  /// @param runs measured runs, after one that is not counted
  /// @param progress told in lines what is being done
  /// @throws IllegalArgumentException if there are no runs
  public EndToEnd(Workload workload, int runs, Consumer<String> progress) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs < 1: " + runs);
    }
    this.workload = workload;
    this.runs = runs;
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if something did not work, or
  ///     rows were missing
  /// @throws UncheckedIOException if files cannot be written
  public String run(Path folder) throws InterruptedException {
    try (var data = ScratchFolder.in(folder)) {
      return measure(data.path());
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark cannot use " + folder + ": " + e.getMessage(),
          e);
    }
  }

  private String measure(Path data) throws IOException, InterruptedException {
    progress.accept("simulating " + workload.summary());
    try (var node = workload.start(); var servers = Servers.start(data, progress)) {
      var measured = new ArrayList<MeasuredRun>();
      for (int number = 0; number <= runs; number++) {
        var run = measure(servers, node, data, number);
        tell(number, run, node.units());
        if (number > 0) {
          measured.add(run);
        }
      }
      return new Report(workload, node, List.copyOf(measured), Machine.ofThisProcess()).toJson();
    }
  }

  private static MeasuredRun measure(Servers servers, Node node, Path data, int number)
      throws IOException, InterruptedException {
    double load = Machine.loadAverage();
    var prefix = "bench" + number + ".";
    var producePrefix = "bench" + number + "produce.";
    servers.emptyTables();
    var whole = WholeRun.measure(servers, node, prefix, data.resolve("state" + number));
    InsertStage.export(servers, node, data);
    servers.emptyTables();
    var stages = new TreeMap<Stage, Cost>(node.stages(whole.works()));
    stages.put(Stage.DECODE, DecodeStage.measure(servers, node, prefix, whole.works()));
    servers.deleteTopics(prefix);
    stages.put(Stage.PRODUCE, ProduceStage.measure(servers, node, producePrefix, whole.works()));
    servers.deleteTopics(producePrefix);
    stages.put(Stage.INSERT, InsertStage.measure(servers, node, data));
    return new MeasuredRun(whole, stages, load);
  }

  private void tell(int number, MeasuredRun run, long units) {
    progress.accept(String.format(Locale.ROOT, "%s: %,.0f %s a second (%.1f s)",
        number == 0 ? "warm-up" : "run " + number + " of " + runs,
        run.whole().cost().perSecond(units), workload.unit(), run.whole().cost().seconds()));
  }
}
