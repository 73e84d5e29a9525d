package io.gapless.cli.command;

import io.gapless.cli.command.market.GatesCommand;
import io.gapless.cli.command.market.RebuildCommand;
import io.gapless.cli.command.processes.ProcessesCommand;
import io.gapless.cli.options.SharedOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `gapless`.
@Command(name = "gapless", sortOptions = false, usageHelpAutoWidth = true, versionProvider = Version.class, description = "Backfills blockchains through Kafka into ClickHouse, and proves that nothing is "
    + "missing.%n", footer = {"",
        "Exit codes: 0 complete, 1 finished with gaps or failed, 2 wrong usage, "
            + "3 something is unreachable, 130 interrupted (the same command goes on)."}, subcommands = {
                DemoCommand.class, BackfillCommand.class, EnrichCommand.class, UpCommand.class,
                StatusCommand.class,
                PauseCommand.class, ResumeCommand.class, WorkersCommand.class,
                RepairCommand.class, RemoveCommand.class,
                GapsCommand.class, ReplayCommand.class,
                GatesCommand.class, RebuildCommand.class, ProcessesCommand.class, SqlCommand.class,
                KafkaCommand.class, SimulateCommand.class,
                BenchCommand.class, DoctorCommand.class, PlannerCommand.class, FetcherCommand.class,
                EnricherCommand.class, SinkCommand.class, GapDetectorCommand.class,
                ServiceCommand.class})
@SuppressWarnings("UnusedVariable") // picocli reads and fills the fields
public final class RootCommand implements Runnable {

  @Mixin
  private final SharedOptions shared;

  @Option(names = {"-h",
      "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Explains a command.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Prints the version.")
  private boolean version;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  /// Made with the options that it fills.
  public RootCommand(Context context) {
    this.shared = context.shared();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: "
        + String.join(", ", spec.subcommands().keySet()));
  }
}
