package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.ChainFamily;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless demo xrpl`.
@Command(name = "xrpl", sortOptions = false, description = {
    "Simulates an XRP Ledger with three servers, two that have half of the history each and one that"
        + " leaves transactions out,",
    "backfills it, and compares the tables with the truth, row by row."})
final class DemoXrplCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--ledgers", paramLabel = "N", defaultValue = "5000", description = "Ledgers (default: ${DEFAULT-VALUE}).")
  private int ledgers;

  @Option(names = "--transactions-per-ledger", paramLabel = "N", defaultValue = "30", description = "Transactions in an average ledger (default: ${DEFAULT-VALUE}).")
  private double transactionsPerLedger;

  @Mixin
  private DemoRun run = new DemoRun();

  DemoXrplCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ledgers < 2) {
      throw CommandException.usage("--ledgers", ledgers + " is less than 2");
    }
    if (!(transactionsPerLedger >= 0 && transactionsPerLedger <= 1_000)) {
      throw CommandException.usage("--transactions-per-ledger",
          transactionsPerLedger + " is not from 0 to 1000");
    }
    return run.run(context, ChainFamily.XRPL, ledgers, transactionsPerLedger);
  }
}
