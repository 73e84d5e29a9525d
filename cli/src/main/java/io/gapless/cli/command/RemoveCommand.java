package io.gapless.cli.command;

import io.gapless.schemas.record.JobAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless remove`.
@Command(name = "remove", sortOptions = false, description = "Ends a job and gives it no new works; its rows stay in the tables.")
final class RemoveCommand implements Callable<Integer> {

  @Mixin
  private final JobChange change;

  RemoveCommand(Context context) {
    change = new JobChange(context, JobAction.REMOVE);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change.run();
  }
}
