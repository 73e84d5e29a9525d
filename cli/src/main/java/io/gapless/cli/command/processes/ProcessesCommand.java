package io.gapless.cli.command.processes;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gapless processes`.
@Command(name = "processes", description = "Shows durable processes and asks them, wherever their engine runs.", subcommands = {
    ListCommand.class, GetCommand.class, TraceCommand.class, CallCommand.class})
public final class ProcessesCommand implements Runnable {

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(),
        "name what to do: processes list, get, trace or call");
  }
}
