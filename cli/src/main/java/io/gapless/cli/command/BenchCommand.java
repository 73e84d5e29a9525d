package io.gapless.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gapless bench`.
@Command(name = "bench", description = "Measures how fast things are on this machine.", subcommands = {
    BenchE2eCommand.class, BenchScaleCommand.class, BenchGrowthCommand.class,
    BenchHotCommand.class, BenchXrplCommand.class, BenchProcessesCommand.class,
    BenchRebuildCommand.class, BenchEnrichCommand.class})
final class BenchCommand implements Runnable {

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(),
        "name a benchmark: bench e2e, bench scale, bench growth, bench hot, bench xrpl, bench processes, bench rebuild, or bench enrich");
  }
}
