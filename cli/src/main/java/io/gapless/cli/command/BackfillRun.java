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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A backfill of a chain of any kind, from the request to the end of its jobs.
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
        var left = IntStream.range(0, asked.jobs().size()).filter(job -> !done.containsKey(job))
            .boxed().toList();
        if (left.isEmpty()) {
          view.message("nothing is left to do: the tables hold what was asked for");
        } else {
          var requests = pipeline.submit(asked.with(left.stream().map(asked.jobs()::get).toList()));
          var ended = new JobFollower(topics, view, context.clock(), pipeline::failures)
              .follow(requests);
          IntStream.range(0, left.size()).forEach(job -> done.put(left.get(job), ended.get(job)));
        }
        view.ended(List.copyOf(done.values()));
        return done.values().stream().mapToInt(JobProgress::exitCode).max().orElse(ExitCode.OK);
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

  /// The jobs that an earlier run has completed, their rows read back, by their place in the request.
  private static SortedMap<Integer, JobProgress> alreadyDone(Context context, Pipeline pipeline,
      JobTopics topics) throws InterruptedException {
    var done = new TreeMap<Integer, JobProgress>();
    var ids = pipeline.jobIds();
    if (!ids.isEmpty()) {
      topics.readToEnd();
    }
    for (int place = 0; place < ids.size(); place++) {
      var job = topics.ledger().progress(ids.get(place), context.clock().instant());
      if (job.isPresent() && job.get().state() == JobState.COMPLETE
          && job.get().readBack() == ReadBack.EQUAL) {
        done.put(place, job.get());
      }
    }
    return done;
  }
}
