package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Measures the whole pipeline on a simulated chain, and its stages alone on the same rows.
///
/// Every run begins with empty tables, unused topics and fetchers that know nothing of the node.
public final class EndToEnd {

  private final EndToEndOptions options;
  private final Consumer<String> progress;

  /// @param progress told in lines what is being done
  public EndToEnd(EndToEndOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws BenchmarkFailedException if something did not work, or rows were missing
  /// @throws UncheckedIOException if files cannot be written
  public String run(Path folder) throws InterruptedException {
    Path data = null;
    try {
      Files.createDirectories(folder);
      data = Files.createTempDirectory(folder, "bench-");
      return measure(data);
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark cannot use " + folder + ": " + e.getMessage(),
          e);
    } finally {
      if (data != null) {
        delete(data);
      }
    }
  }

  private String measure(Path data) throws IOException, InterruptedException {
    progress.accept(String.format(Locale.ROOT, "simulating %,d blocks with about %,d transfers",
        options.blocks(), options.transfers()));
    try (var node = Node.start(options); var servers = Servers.start(data, progress)) {
      var runs = new ArrayList<MeasuredRun>();
      for (int number = 0; number <= options.runs(); number++) {
        var run = measure(servers, node, data, number);
        tell(number, run, node.transfers());
        if (number > 0) {
          runs.add(run);
        }
      }
      return new Report(options, node.head() + 1, node.transfers(), List.copyOf(runs),
          Machine.ofThisProcess()).toJson();
    }
  }

  private static MeasuredRun measure(Servers servers, Node node, Path data, int number)
      throws IOException, InterruptedException {
    double load = Machine.loadAverage();
    var prefix = "bench" + number + ".";
    var producePrefix = "bench" + number + "produce.";
    Path rows = data.resolve("rows");
    servers.emptyTables();
    var whole = WholeRun.measure(servers, node, prefix, data.resolve("state" + number));
    InsertStage.export(servers, rows);
    servers.emptyTables();
    var stages = new EnumMap<Stage, Cost>(Stage.class);
    stages.put(Stage.READ, ReadStage.measure(node, whole.works()));
    stages.put(Stage.DECODE, DecodeStage.measure(servers, node, prefix, whole.works()));
    servers.deleteTopics(prefix);
    stages.put(Stage.PRODUCE, ProduceStage.measure(servers, node, producePrefix, whole.works()));
    servers.deleteTopics(producePrefix);
    stages.put(Stage.INSERT, InsertStage.measure(servers, rows, node.transfers()));
    return new MeasuredRun(whole, stages, load);
  }

  private void tell(int number, MeasuredRun run, long transfers) {
    progress.accept(String.format(Locale.ROOT, "%s: %,.0f transfers a second (%.1f s)",
        number == 0 ? "warm-up" : "run " + number + " of " + options.runs(),
        run.whole().cost().perSecond(transfers), run.whole().cost().seconds()));
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }
}
