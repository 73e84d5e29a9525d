package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.LiveProgress;
import io.gapless.cli.progress.PlainProgress;
import io.gapless.cli.progress.ProgressJson;
import io.gapless.cli.progress.ProgressText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless status`.
@Command(name = "status", aliases = "jobs", sortOptions = false, description = "Shows how far jobs are: all, or one in full.")
final class StatusCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(250);

  private final Context context;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Id of a job, or its beginning.")
  private @Nullable String job;

  @Option(names = "--json", description = "Prints one JSON object, or an array without JOB.")
  private boolean json;

  @Option(names = "--watch", description = "Shows JOB, or the job submitted last, until it has ended.")
  private boolean watch;

  StatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new JobsReader(context).read((topics, _) -> {
      var jobs =
          JobsReader.chosen(topics.ledger().all(context.clock().instant()), job);
      if (watch && !json) {
        return watch(topics, jobs);
      }
      show(jobs);
      return 0;
    }, () -> show(JobsReader.chosen(List.of(), job)));
  }

  private void show(List<JobProgress> jobs) {
    var console = context.console();
    if (json) {
      console.println(job == null ? ProgressJson.of(jobs) : ProgressJson.of(jobs.getFirst()));
    } else if (job != null) {
      ProgressText.inFull(jobs.getFirst()).forEach(console::println);
    } else if (jobs.isEmpty()) {
      console.println("there are no jobs yet; `gapless backfill` submits one");
    } else {
      jobs.forEach(one -> console.println(ProgressText.inShort(one)));
    }
  }

  private int watch(JobTopics topics, List<JobProgress> jobs) throws InterruptedException {
    if (jobs.isEmpty()) {
      throw CommandException.failed("there is no job to watch; `gapless backfill` submits one");
    }
    var watched = jobs.getFirst();
    try (var view = context.console().terminal().interactive()
        ? new LiveProgress(context.console(), context.clock())
        : new PlainProgress(context.console(), context.clock())) {
      while (!watched.ended()) {
        view.show(watched);
        topics.poll(POLL);
        watched = topics.ledger().progress(watched.jobId(), context.clock().instant())
            .orElse(watched);
      }
      view.ended(watched);
    }
    return 0;
  }
}
