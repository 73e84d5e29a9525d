package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless backfill xrpl`.
@Command(name = "xrpl", sortOptions = false, description = {
    "Fetches the ledgers and payments in a range of the XRP Ledger, each ledger proven by its own"
        + " hash, and ends when the tables were counted.",
    "Without --kafka everything runs in this process. The same command goes on where it stopped."})
final class BackfillXrplCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private XrplJobOptions job = new XrplJobOptions();

  @Mixin
  private BackfillRun run = new BackfillRun();

  BackfillXrplCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run.run(context, job::request);
  }
}
