package io.gapless.cli.command;

import io.gapless.schemas.record.JobAction;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gapless workers`.
@Command(name = "workers", sortOptions = false, description = "Sets how much of the fleet a job may use.")
final class WorkersCommand implements Callable<Integer> {

  @Mixin
  private final JobChange change;

  @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "Works of the job that may be fetched at a time; all of the fleet without it.")
  private @Nullable Integer workers;

  WorkersCommand(Context context) {
    change = new JobChange(context, JobAction.WORKERS);
  }

  @Override
  public Integer call() throws InterruptedException {
    return change.run(workers);
  }
}
