package io.gapless.benchmarks.hot;

import static io.gapless.benchmarks.measure.Figures.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Figures;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.Median;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Measures [HotPath], and reports nanoseconds and allocated bytes a transfer.
public final class HotBenchmark {

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  /// The steps in the order in which a transfer takes them.
  private static final List<String> PATH = List.of("json_to_record", "record_to_avro",
      "record_to_avro_and_digest", "avro_to_row_binary", "row_binary_to_native");

  private final HotSizes sizes;

  /// A measurement.
  public HotBenchmark(HotSizes sizes) {
    this.sizes = sizes;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @throws BenchmarkFailedException if something did not work
  public String run() throws InterruptedException {
    try {
      int transfers = Transfers.make().logs().size();
      return report(transfers, measure());
    } catch (RunnerException | IOException e) {
      throw new BenchmarkFailedException("a step was not measured: " + e.getMessage(), e);
    }
  }

  private Collection<RunResult> measure() throws RunnerException {
    var time = TimeValue.milliseconds(sizes.time().toMillis());
    return new Runner(new OptionsBuilder().include(HotPath.class.getName() + "\\.")
        .forks(sizes.ownProcess() ? 1 : 0).warmupIterations(sizes.runs()).warmupTime(time)
        .measurementIterations(sizes.runs()).measurementTime(time).addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT).shouldFailOnError(true).build()).run();
  }

  private String report(int transfers, Collection<RunResult> results) {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "hot").put("transfers", transfers).put("runs", sizes.runs());
    var slowest = results.stream()
        .max(Comparator.comparingDouble(result -> nanoseconds(result, transfers))).orElseThrow();
    root.put("slowest_stage", name(slowest));
    var stages = root.putObject("stages");
    results.stream().sorted(Comparator.comparingInt(result -> PATH.indexOf(name(result))))
        .forEach(result -> write(stages.putObject(name(result)), result, transfers));
    root.putObject("setting").put("threads", 1).put("own_process", sizes.ownProcess())
        .put("note", "ERC-20 transfers, 500 a block; the digest's step holds the one before it");
    Figures.write(Machine.ofThisProcess(), root.putObject("machine"));
    return root.toPrettyString();
  }

  private static void write(ObjectNode node, RunResult result, int transfers) {
    double nanoseconds = nanoseconds(result, transfers);
    node.put("nanoseconds_per_transfer", rounded(nanoseconds, 1))
        .put("allocated_bytes_per_transfer", rounded(
            Median.of(secondary(result).stream().map(one -> one / transfers).toList()), 1))
        .put("transfers_per_second", Math.round(1e9 / nanoseconds))
        // one thread that waits for nothing
        .put("cpu_seconds_per_million", rounded(nanoseconds / 1e3, 3));
    var single = node.putArray("single_runs");
    primary(result).forEach(one -> single.add(rounded(one / transfers, 1)));
  }

  private static double nanoseconds(RunResult result, int transfers) {
    return Median.of(primary(result)) / transfers;
  }

  private static List<Double> primary(RunResult result) {
    return scores(result, iteration -> iteration.getPrimaryResult());
  }

  private static List<Double> secondary(RunResult result) {
    return scores(result,
        iteration -> Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED)));
  }

  private interface Figure {
    Result<?> of(IterationResult iteration);
  }

  private static List<Double> scores(RunResult result, Figure figure) {
    return result.getBenchmarkResults().stream().map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream).map(iteration -> figure.of(iteration).getScore()).toList();
  }

  private static String name(RunResult result) {
    var label = result.getParams().getBenchmark();
    return label.substring(label.lastIndexOf('.') + 1).replaceAll("([A-Z])", "_$1").toLowerCase(
        Locale.ROOT);
  }
}
