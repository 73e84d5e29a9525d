package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.ExitCode;
import io.gapless.cli.logging.ConsoleLogging;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.Pipeline;
import io.gapless.cli.pipeline.Upkeep;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressViews;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A backfill of a chain of any kind, from the request to the job's end.
final class BackfillRun {

  @Mixin
  private GapOptions gaps = new GapOptions();

  @Mixin
  private TtlOptions ttl = new TtlOptions();

  @Mixin
  private MonitorOptions monitor = new MonitorOptions();

  @Option(names = "--check-interval", paramLabel = "TIME", defaultValue = "30s", converter = Durations.class, description = "How often progress is logged, with workers and nodes (default: "
      + "${DEFAULT-VALUE}).")
  private Duration checkInterval = Duration.ofSeconds(30);

  @Option(names = "--dry-run", description = "Prints what would be done, and touches nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  /// Runs it.
  ///
  /// @param request makes the request of whether the roles run elsewhere, and of how many gaps are
  ///     filled in a cycle
  /// @return the exit code
  int run(Context context, BiFunction<Boolean, Integer, BackfillRequest> request)
      throws InterruptedException {
    if (checkInterval.isZero()) {
      throw CommandException.usage("--check-interval", "0 is no interval; give e.g. 30s");
    }
    var connections = context.connections();
    boolean fleet = connections.kafka().isPresent()
        || EmbeddedStack.running(connections.data()).isPresent();
    if (fleet && ttl.retention().isPresent()) {
      throw CommandException.usage("--staging-ttl", "the tables are made by others here: give it to"
          + " `gapless up` or `gapless sink`");
    }
    var asked = request.apply(fleet, gaps.rangesPerCycle())
        .withUpkeep(Upkeep.of(monitor.config()).withRetention(ttl.retention()));
    if (dryRun) {
      return context.wiring().dryRun(connections, asked, json, context.console());
    }
    context.log(connections);
    try (
        var view = ProgressViews.logged(
            ProgressViews.of(context.console(), json, context.clock()), checkInterval,
            context.clock());
        var pipeline = context.wiring().open(connections, asked);
        var topics = new JobTopics(
            pipeline.connections().kafkaClient(connections.kafkaProperties()),
            new RecordSerdes(pipeline.connections().registry().orElseThrow()),
            connections.topics(), context.clock())) {
      var messages = ConsoleLogging.redirect(view::message);
      try {
        var done = alreadyDone(context, pipeline, topics);
        if (done.isPresent()) {
          view.message("nothing is left to do: the tables hold what was asked for");
          view.ended(done.get());
          return ExitCode.OK;
        }
        var requestId = pipeline.submit(asked);
        return new JobFollower(topics, view, context.clock(), pipeline::failures)
            .follow(requestId).exitCode();
      } catch (InterruptedException e) {
        view.message("stopping …");
        throw CommandException.interrupted(pipeline.runsJobs()
            ? "interrupted; the same command goes on from here"
            : "interrupted; the job goes on elsewhere, `gapless status` shows it", e);
      } finally {
        messages.run();
      }
    }
  }

  /// The job where an earlier run has completed it, its rows read back.
  private static Optional<JobProgress> alreadyDone(Context context, Pipeline pipeline,
      JobTopics topics) throws InterruptedException {
    if (pipeline.jobId().isEmpty()) {
      return Optional.empty();
    }
    topics.readToEnd();
    return topics.ledger().progress(pipeline.jobId().get(), context.clock().instant())
        .filter(job -> job.state() == JobState.COMPLETE && job.readBack() == ReadBack.EQUAL);
  }
}
