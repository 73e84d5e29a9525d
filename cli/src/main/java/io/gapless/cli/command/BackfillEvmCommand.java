package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless backfill evm`.
@Command(name = "evm", sortOptions = false, description = {
    "Fetches the token transfers in a range of an EVM chain, and ends when the tables were counted.",
    "Without --kafka everything runs in this process. The same command goes on where it stopped."})
final class BackfillEvmCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private EvmJobOptions job = new EvmJobOptions();

  @Mixin
  private BackfillRun run = new BackfillRun();

  BackfillEvmCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run.run(context, job::request);
  }
}
