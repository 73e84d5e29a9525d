package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.ExitCode;
import io.gapless.cli.logging.ConsoleLogging;
import io.gapless.cli.pipeline.Pipeline;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressViews;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless backfill evm`.
@Command(name = "evm", sortOptions = false, description = {
    "Fetches the token transfers in a range of an EVM chain, and ends when the tables were counted.",
    "Without --kafka everything runs in this process. The same command goes on where it stopped."})
final class BackfillEvmCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private EvmJobOptions job = new EvmJobOptions();

  @Mixin
  private GapOptions gaps = new GapOptions();

  @Option(names = "--dry-run", description = "Prints what would be done, and touches nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  BackfillEvmCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    boolean fleet = connections.kafka().isPresent()
        || EmbeddedStack.running(connections.data()).isPresent();
    var request = job.request(fleet).withGapRangesPerCycle(gaps.rangesPerCycle());
    if (dryRun) {
      return context.wiring().dryRun(connections, request, json, context.console());
    }
    context.log(connections);
    try (var view = ProgressViews.of(context.console(), json, context.clock());
        var pipeline = context.wiring().open(connections, request);
        var topics = new JobTopics(
            pipeline.connections().kafkaClient(connections.kafkaProperties()),
            new RecordSerdes(pipeline.connections().registry().orElseThrow()),
            connections.topics(), context.clock())) {
      var messages = ConsoleLogging.redirect(view::message);
      try {
        var done = alreadyDone(pipeline, topics);
        if (done.isPresent()) {
          view.message("nothing is left to do: the tables hold what was asked for");
          view.ended(done.get());
          return ExitCode.OK;
        }
        var requestId = pipeline.submit(request);
        return new JobFollower(topics, view, context.clock(), pipeline::failures)
            .follow(requestId);
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
  private Optional<JobProgress> alreadyDone(Pipeline pipeline, JobTopics topics)
      throws InterruptedException {
    if (pipeline.jobId().isEmpty()) {
      return Optional.empty();
    }
    topics.readToEnd();
    return topics.ledger().progress(pipeline.jobId().get(), context.clock().instant())
        .filter(job -> job.state() == JobState.COMPLETE && job.readBack() == ReadBack.EQUAL);
  }
}
