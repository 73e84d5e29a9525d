package io.gapless.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gapless simulate`.
@Command(name = "simulate", description = "Runs a simulated node, with a provider's limits.", subcommands = {
    SimulateEvmCommand.class, SimulateXrplCommand.class})
final class SimulateCommand implements Runnable {

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(),
        "name a kind of chain: simulate evm, or simulate xrpl");
  }
}
