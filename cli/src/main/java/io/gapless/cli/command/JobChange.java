package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.JobRequests;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.PlainProgress;
import io.gapless.cli.progress.ProgressText;
import io.gapless.cli.services.Connections;
import io.gapless.cli.services.Need;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/// Asks for a change of a job, and waits until the planner has made it.
final class JobChange {

  private final Context context;
  private final JobAction action;

  @Parameters(paramLabel = "JOB", description = "Id of a job, or its beginning.")
  private String job = "";

  /// @param action not SUBMIT
  JobChange(Context context, JobAction action) {
    this.context = context;
    this.action = action;
  }

  int run() throws InterruptedException {
    var options = context.connections();
    if (!JobsReader.hasServers(options)) {
      JobsReader.chosen(List.of(), job); // says that there is no such job
    }
    context.log(options);
    try (var servers = context.services().connect(options, Set.of(Need.KAFKA, Need.REGISTRY))) {
      return run(servers);
    }
  }

  private int run(Connections servers) throws InterruptedException {
    var options = context.connections();
    var console = context.console();
    var kafka = servers.kafkaClient(options.kafkaProperties());
    var serdes = new RecordSerdes(servers.registry().orElseThrow());
    try (var topics = new JobTopics(kafka, serdes, options.topics(), context.clock());
        var view = new PlainProgress(console, context.clock())) {
      topics.readToEnd();
      var jobId = JobsReader.chosen(topics.ledger().all(context.clock().instant()), job)
          .getFirst().jobId();
      var request = new JobRequests(kafka, serdes, options.topics(), context.clock())
          .change(jobId, action);
      var answer = new JobFollower(topics, view, context.clock(), List::of).answer(request);
      console.println(ProgressText.inShort(answer.orElseThrow(() -> CommandException.unreachable(
          "no planner has answered; what was asked for is kept, and done once one runs:"
              + " `gapless up`, `gapless planner`, or `gapless backfill` on the same data folder",
          null))));
      return 0;
    }
  }
}
