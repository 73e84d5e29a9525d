package io.gapless.cli.command;

import io.gapless.cli.console.ExitCode;
import io.gapless.cli.progress.GapText;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.ProgressJson;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless gaps`.
@Command(name = "gaps", sortOptions = false, description = "Lists the ranges that are not covered now; ends with 1 where there are any.")
final class GapsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Id of a job, or its beginning.")
  private @Nullable String job;

  @Option(names = "--json", description = "Prints a JSON array.")
  private boolean json;

  GapsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new JobsReader(context).read(topics -> {
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
