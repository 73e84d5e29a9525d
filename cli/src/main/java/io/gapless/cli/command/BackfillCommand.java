package io.gapless.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gapless backfill`.
@Command(name = "backfill", description = "Fetches a range of a chain, to the last row.", subcommands = {
    BackfillEvmCommand.class, BackfillXrplCommand.class})
final class BackfillCommand implements Runnable {

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(),
        "name a kind of chain: backfill evm, or backfill xrpl");
  }
}
