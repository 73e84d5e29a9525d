package io.gapless.cli.command;

import io.gapless.schemas.record.JobAction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless repair`.
@Command(name = "repair", sortOptions = false, description = "Takes a job up again that failed, or that ended with gaps.")
final class RepairCommand implements Callable<Integer> {

  @Mixin
  private final JobChange change;

  RepairCommand(Context context) {
    change = new JobChange(context, JobAction.REPAIR);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change.run();
  }
}
