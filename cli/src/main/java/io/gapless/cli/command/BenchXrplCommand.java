package io.gapless.cli.command;

import io.gapless.benchmarks.node.xrpl.XrplWorkload;
import io.gapless.cli.console.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless bench xrpl`.
@Command(name = "xrpl", sortOptions = false, description = {
    "Backfills a simulated XRP Ledger into empty tables, on servers of its own in a folder under the"
        + " data folder, and measures each stage alone on the same ledgers, hashing too.",
    "Prints one JSON object."})
final class BenchXrplCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--ledgers", paramLabel = "N", defaultValue = "5000", description = "Ledgers (default: ${DEFAULT-VALUE}).")
  private int ledgers;

  @Option(names = "--transactions-per-ledger", paramLabel = "N", defaultValue = "30", description = "Transactions in an average ledger (default: ${DEFAULT-VALUE}).")
  private double transactionsPerLedger;

  @Mixin
  private BenchRun run = new BenchRun();

  BenchXrplCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ledgers < 1 || ledgers > 1_000_000) {
      throw CommandException.usage("--ledgers", ledgers + " is not from 1 to 1000000");
    }
    if (!(transactionsPerLedger >= 0 && transactionsPerLedger <= 1_000)) {
      throw CommandException.usage("--transactions-per-ledger",
          transactionsPerLedger + " is not from 0 to 1000");
    }
    return run.run(context, new XrplWorkload(ledgers, transactionsPerLedger));
  }
}
