package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.TopicReader;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What one run of the whole pipeline took.
///
/// @param cost seconds from the first work published to the last row committed, and the processor
///     time from the submission to then
/// @param secondsToFirstWork from the submission to the first work published
/// @param secondsToVerdict from the first work published to the job's end, its rows read back
/// @param cpuSecondsToVerdict processor time from the submission to then
/// @param requests HTTP requests that the node answered
/// @param works what the planner published, as it did
record WholeRun(Cost cost, double secondsToFirstWork, double secondsToVerdict,
    double cpuSecondsToVerdict, long requests, List<RangeWork> works) {

  /// Time that nothing on one machine should need.
  static final Duration PATIENCE = Duration.ofMinutes(30);

  /// Backfills the whole chain into the empty tables.
  ///
  /// @param stateFolder for planner and gap detector
  /// @throws BenchmarkFailedException if not every row is there in the end, or not proven as it was
  ///     to be
  static WholeRun measure(Servers servers, Node node, String prefix, Path stateFolder)
      throws InterruptedException {
    try (var pipeline = new Pipeline(servers, node, prefix)) {
      var sink = pipeline.startSink();
      pipeline.startGapDetector(stateFolder.resolve("gap-detector"));
      pipeline.startPlanner(stateFolder.resolve("planner"));
      pipeline.startFetchers();
      pipeline.awaitMembers(false);
      // the sink counts rows of other tables too
      return measure(servers, node, pipeline, () -> sink.counts().rows() >= Rows.of(node));
    }
  }

  /// The same with roles that have started already.
  ///
  /// @param mayBeDone asked before the tables are
  static WholeRun measure(Servers servers, Node node, Pipeline pipeline,
      BooleanSupplier mayBeDone) throws InterruptedException {
    var clock = InstantSource.system();
    try (var jobs = new TopicReader<>(servers, pipeline.topics().jobs(), Job.class)) {
      long requestsBefore = node.requests();
      var stopwatch = Stopwatch.start();
      Instant submitted = clock.instant();
      pipeline.submit();
      pipeline.await("the last row", PATIENCE, () -> mayBeDone.getAsBoolean()
          && node.rows().entrySet().stream()
              .allMatch(rows -> inTable(servers, rows.getKey()) >= rows.getValue()));
      Instant inTable = clock.instant();
      double cpuSeconds = stopwatch.cost().cpuSeconds();
      pipeline.await("the job's end", PATIENCE, () -> jobs.poll().stream()
          .anyMatch(WholeRun::isEnded));
      Instant ended = clock.instant();
      double cpuSecondsToVerdict = stopwatch.cost().cpuSeconds();
      requireRows(servers, node);
      requireVerdicts(servers, pipeline, node);
      var works = works(servers, pipeline, node);
      Instant firstWork = works.stream().map(RangeWork::getCreatedAt).min(Instant::compareTo)
          .orElseThrow();
      return new WholeRun(new Cost(seconds(firstWork, inTable), cpuSeconds),
          seconds(submitted, firstWork), seconds(firstWork, ended), cpuSecondsToVerdict,
          node.requests() - requestsBefore, works);
    }
  }

  private static boolean isEnded(Job job) {
    if (job.getState() != JobState.RUNNING && job.getState() != JobState.COMPLETE) {
      throw new BenchmarkFailedException(
          "the job ended as " + job.getState() + ": " + job.getReason());
    }
    return job.getState() == JobState.COMPLETE;
  }

  private static void requireRows(Servers servers, Node node) {
    node.rows().forEach((dataset, expected) -> {
      long rows = inTable(servers, dataset);
      if (rows != expected) {
        throw new BenchmarkFailedException(
            "the table of " + dataset + " has " + rows + " rows, the chain " + expected);
      }
    });
  }

  private static void requireVerdicts(Servers servers, Pipeline pipeline, Node node) {
    try (var reader = new TopicReader<>(servers, pipeline.topics().coverage(),
        RangeOutcome.class)) {
      reader.toEnd().stream()
          .filter(outcome -> outcome.getCovered()
              && outcome.getVerdict().compareTo(node.verify()) < 0)
          .findFirst()
          .ifPresent(outcome -> {
            throw new BenchmarkFailedException("the leaf from " + outcome.getFirst() + " is "
                + outcome.getVerdict() + ", not " + node.verify());
          });
    }
  }

  private static long inTable(Servers servers, String dataset) {
    return servers.rows(Datasets.all().named(dataset).table());
  }

  private static List<RangeWork> works(Servers servers, Pipeline pipeline, Node node) {
    try (var reader = new TopicReader<>(servers, pipeline.topics().work(node.chain()),
        RangeWork.class)) {
      return reader.toEnd().stream().filter(work -> work.getCause() == WorkCause.PLANNED).toList();
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
