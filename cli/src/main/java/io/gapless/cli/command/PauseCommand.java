package io.gapless.cli.command;

import io.gapless.schemas.record.JobAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless pause`.
@Command(name = "pause", sortOptions = false, description = "Gives a job no new works; those that are out are finished.")
final class PauseCommand implements Callable<Integer> {

  @Mixin
  private final JobChange change;

  PauseCommand(Context context) {
    change = new JobChange(context, JobAction.PAUSE);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change.run();
  }
}
