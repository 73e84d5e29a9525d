package io.gapless.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless demo`, which is `gapless demo evm`.
@Command(name = "demo", sortOptions = false, subcommands = {DemoEvmCommand.class,
    DemoXrplCommand.class,
    DemoOrdersCommand.class}, description = "Shows the whole thing on a simulated chain (EVM, unless told otherwise).")
final class DemoCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private DemoSize size = new DemoSize();

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    return size.run(context);
  }
}
