package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.JobRequests;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.PlainProgress;
import io.gapless.cli.progress.ProgressText;
import io.gapless.schemas.record.JobAction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// Asks for a change of a job, and waits until the planner has made it.
final class JobChange {

  private final Context context;
  private final JobAction action;

  @Parameters(index = "0", paramLabel = "JOB", description = "Id of a job, or its beginning.")
  private String job = "";

  /// @param action not SUBMIT
  JobChange(Context context, JobAction action) {
    this.context = context;
    this.action = action;
  }

  int run() throws InterruptedException {
    return run(null);
  }

  /// @param workers for WORKERS
  int run(@Nullable Integer workers) throws InterruptedException {
    return new JobsReader(context).read((topics, requests) -> change(topics, requests, workers),
        () -> JobsReader.chosen(List.of(), job));
  }

  private int change(JobTopics topics, JobRequests requests, @Nullable Integer workers)
      throws InterruptedException {
    var console = context.console();
    var jobId = JobsReader.chosen(topics.ledger().all(context.clock().instant()), job)
        .getFirst().jobId();
    try (var view = new PlainProgress(console, context.clock())) {
      var request = requests.change(jobId, action, workers);
      var answer = new JobFollower(topics, view, context.clock(), List::of).answer(request);
      console.println(ProgressText.inShort(answer.orElseThrow(() -> CommandException.unreachable(
          "no planner has answered; what was asked for is kept, and done once one runs:"
              + " `gapless up`, `gapless planner`, or `gapless backfill` on the same data folder",
          null))));
      return 0;
    }
  }
}
