package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless demo evm`.
@Command(name = "evm", sortOptions = false, description = {
    "Simulates an EVM chain with two nodes, one that throttles and one that caps results,",
    "backfills it, and compares the tables with the truth."})
final class DemoEvmCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private DemoSize size = new DemoSize();

  DemoEvmCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return size.run(context);
  }
}
