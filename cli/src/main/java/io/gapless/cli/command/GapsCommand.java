package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.ExitCode;
import io.gapless.cli.pipeline.AuditRequest;
import io.gapless.cli.pipeline.AuditRun;
import io.gapless.cli.progress.GapText;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.ProgressJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless gaps`.
@Command(name = "gaps", sortOptions = false, description = {
    "Lists the ranges that are not covered now; ends with 1 where there are any.",
    "With --audit also those that the tables do not hold as they were covered, and the blocks in"
        + " them; with --fill they are fetched again."})
final class GapsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Id of a job, or its beginning.")
  private @Nullable String job;

  @Option(names = "--json", description = "Prints a JSON array.")
  private boolean json;

  @Option(names = "--audit", description = "Compares every covered range with the rows in ClickHouse, by counts and digests.")
  private boolean audit;

  @Option(names = "--fill", description = "Audits, has exactly the ranges that differ or were given up fetched again, and "
      + "follows until that is done.")
  private boolean fill;

  /// An audit asks them whether blocks near the head still are what they were, and a fill without a
  /// fleet fetches from them.
  @Mixin
  private NodeUrls nodes = new NodeUrls();

  @Mixin
  private WorkerName name = new WorkerName();

  GapsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    if ((audit || fill) && JobsReader.hasServers(connections)) {
      context.log(connections);
      try {
        return new AuditRun(context.services(), context.clock(), connections,
            new AuditRequest(Optional.ofNullable(job), fill, json, nodes.all(), name.host()),
            context.console()).run();
      } catch (InterruptedException e) {
        throw CommandException.interrupted("interrupted; what was asked for goes on where the"
            + " roles run, and the same command begins again", e);
      }
    }
    return new JobsReader(context).read((topics, _) -> {
      var jobs =
          JobsReader.chosen(topics.ledger().all(context.clock().instant()), job);
      show(jobs);
      return jobs.stream().allMatch(one -> one.gaps().isEmpty()) ? ExitCode.OK : ExitCode.FAILED;
    }, () -> show(JobsReader.chosen(List.of(), job)));
  }

  private void show(List<JobProgress> jobs) {
    var console = context.console();
    if (json) {
      console.println(ProgressJson.gaps(jobs));
      return;
    }
    jobs.forEach(one -> one.gaps()
        .forEach(gap -> console.println(one.jobId() + "  " + one.chain() + "  "
            + GapText.line(gap))));
    if (jobs.stream().allMatch(one -> one.gaps().isEmpty())) {
      console.println("no gaps in " + jobs.size() + (jobs.size() == 1 ? " job" : " jobs"));
    }
  }
}
