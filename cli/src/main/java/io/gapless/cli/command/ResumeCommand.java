package io.gapless.cli.command;

import io.gapless.schemas.record.JobAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless resume`.
@Command(name = "resume", sortOptions = false, description = "Has a job go on that was paused, or that ended with gaps.")
final class ResumeCommand implements Callable<Integer> {

  @Mixin
  private final JobChange change;

  ResumeCommand(Context context) {
    change = new JobChange(context, JobAction.RESUME);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change.run();
  }
}
